package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyrack.files.InputFileException;
import org.keyrack.language.SentenceException;

/** The ledger cannot be opened, read or restored; the message names the cause and what to do. */
public final class LedgerException extends SentenceException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable LedgerProblem problem;

    public LedgerException(String message) {
        this(message, null);
    }

    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = null;
    }

    LedgerException(LedgerProblem problem) {
        this(problem, null);
    }

    LedgerException(LedgerProblem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /**
     * A file that the user named cannot be read.
     *
     * @param what the file is, as the sentence begins
     */
    static LedgerException unreadable(String what, Path file, IOException e) {
        if (e instanceof InputFileException) {
            return new LedgerException(SentenceException.said(e), e);
        }
        return e instanceof NoSuchFileException
                ? new LedgerException("There is no file " + file + ": check its name", e)
                : new LedgerException(what + " " + file + " cannot be read: " + e.getMessage(), e);
    }

    /** What has a sentence in each language; empty for what only the command line says. */
    public Optional<LedgerProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
