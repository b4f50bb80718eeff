package org.keyrack.hook;

import java.util.Locale;

/** What an executable can be called for; its file has this name in lower case with hyphens. */
public enum HookName {
    BATCH_STARTED,
    BATCH_ENDED,
    /** A module holds all that was planned for it. */
    UNIT_DONE,
    /** A module was refused, failed, is unknown, or was stopped before its end. */
    UNIT_FAILED,
    /** An AS gave no usable answer; the run waits, or goes on with another of its set. */
    AS_MISSING;

    private final String file = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The file's name, as in {@code unit-done}; also the field {@code event} of what it is given. */
    public String file() {
        return file;
    }
}
