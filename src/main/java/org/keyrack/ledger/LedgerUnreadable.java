package org.keyrack.ledger;

/** A look-up failed because the database did not answer or a line in it is no ledger line; the message says which. */
public final class LedgerUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
