package org.keyrack.plan;

import org.keyrack.language.SentenceException;

/** A profile that cannot be used; the message names the place, the cause and what to do. */
public final class ProfileException extends SentenceException {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }
}
