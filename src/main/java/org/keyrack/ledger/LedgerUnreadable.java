package org.keyrack.ledger;

import java.time.DateTimeException;
import java.util.function.Supplier;

/** A look-up failed because the database did not answer or a line in it is no ledger line; the message says which. */
public final class LedgerUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnreadable(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Looks into lines that somebody may have changed: whatever their fields hold, this is what comes of it.
     *
     * @throws LedgerUnreadable when a field is not of its form
     */
    static <T> T guard(Supplier<T> look) {
        try {
            return look.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new LedgerUnreadable("An event has a field that is not of its form: verify the ledger", e);
        }
    }
}
