package org.keyrack.app;

import org.keyrack.language.SentenceException;

/** Something that the user gave cannot be used; the message says what, why, and what to do. */
public final class InputException extends SentenceException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
