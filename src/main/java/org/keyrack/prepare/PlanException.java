package org.keyrack.prepare;

/** A plan file, or a secret that a plan needs, cannot be used; the message is one sentence or two: cause, then action. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }
}
