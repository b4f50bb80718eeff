package org.keyrack.ui.ceremony;

import java.util.List;
import java.util.stream.Stream;

/** How a letter writes a component: so many bytes in groups of four digits, with a check digit each or without; then the KCV. */
enum LetterForm {
    CHECKED_16(16, 5),
    PLAIN_16(16, 4),
    CHECKED_32(32, 5),
    PLAIN_32(32, 4);

    /** Digits of a group without its check digit. */
    static final int GROUP = 4;

    /** Digits of a KCV. */
    static final int KCV = 6;

    private final int bytes;
    private final int group;

    LetterForm(int bytes, int group) {
        this.bytes = bytes;
        this.group = group;
    }

    /**
     * The forms that a letter can have.
     *
     * @param bytes of the component; 0: of any length
     */
    static List<LetterForm> of(int bytes) {
        return Stream.of(values())
                .filter(form -> bytes == 0 || form.bytes == bytes)
                .toList();
    }

    int groups() {
        return 2 * bytes / GROUP;
    }

    /** Digits of a group, its check digit counted. */
    int group() {
        return group;
    }

    boolean checked() {
        return group > GROUP;
    }

    /** Digits of the whole letter. */
    int digits() {
        return groups() * group + KCV;
    }
}
