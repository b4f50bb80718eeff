package org.keyrack.files;

import java.io.IOException;
import java.nio.file.Path;
import org.keyrack.language.Wording;

/** A file that somebody named cannot be read. The message is one sentence: the file, the cause, what to do. */
public final class InputFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    InputFileException(Kind kind, Path file, long most, String words) {
        super(Wording.of("input").say("file." + kind, file.toString(), most, words));
        this.kind = kind;
    }

    /** What is wrong. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** The system does not let the user read it. */
        DENIED,
        /** It is a folder. */
        FOLDER,
        /** It is a device, a pipe or a socket, which may never end. */
        SPECIAL,
        /** It is longer than such a file can be. */
        TOO_LONG,
        /** The system cannot read it. */
        UNREADABLE
    }

    public Kind kind() {
        return kind;
    }
}
