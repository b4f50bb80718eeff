package org.keyrack.app;

/** Something that the user gave cannot be used; the message says what, why, and what to do. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
