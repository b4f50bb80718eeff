package org.keyrack.plan;

/** A profile that cannot be used; the message names the place, the cause and what to do. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }
}
