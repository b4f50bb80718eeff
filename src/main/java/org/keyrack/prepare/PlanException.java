package org.keyrack.prepare;

import org.keyrack.language.SentenceException;

/** A plan file, or a secret that a plan needs, cannot be used; the message is one sentence or two: cause, then action. */
public final class PlanException extends SentenceException {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }
}
