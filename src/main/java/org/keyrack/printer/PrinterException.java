package org.keyrack.printer;

import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;

/** A printer has not taken what it was given. The message is one sentence: the cause, then what to do. */
public final class PrinterException extends SentenceException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    PrinterException(Kind kind, Object... details) {
        super(Wording.of("input").say("printer." + kind, details));
        this.kind = kind;
    }

    /** What is wrong. */
    public enum Kind {
        /** This system has no CUPS. */
        NO_SYSTEM,
        /** CUPS does not answer. */
        NO_SERVICE,
        /** There is no printer of this name. */
        UNKNOWN,
        /** CUPS has said no. */
        REFUSED,
        /** CUPS has taken longer than it may: it may have the pages or not. */
        NO_ANSWER
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the pages may be printed all the same. */
    public boolean unclear() {
        return kind == Kind.NO_ANSWER;
    }
}
