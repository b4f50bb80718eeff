package org.keyrack.ledger;

/** The ledger cannot be opened, read or restored; the message names the cause and what to do. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
