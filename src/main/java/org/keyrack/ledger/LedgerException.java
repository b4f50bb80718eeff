package org.keyrack.ledger;

import java.util.Optional;

/** The ledger cannot be opened, read or restored; the message names the cause and what to do. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient LedgerProblem problem;

    public LedgerException(String message) {
        this(message, null);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
        this.problem = null;
    }

    LedgerException(LedgerProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** What has a sentence in each language; empty for what only the command line says. */
    public Optional<LedgerProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
