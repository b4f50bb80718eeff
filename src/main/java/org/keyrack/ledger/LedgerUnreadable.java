package org.keyrack.ledger;

import java.time.DateTimeException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyrack.ledger.LedgerProblem.Kind;

/** A look-up failed because the database did not answer or a line in it is no ledger line; the message says which. */
public final class LedgerUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LedgerProblem problem;
    private final String sentence;

    public LedgerUnreadable(LedgerProblem problem, @Nullable Throwable cause) {
        this(problem, problem.message(), cause);
    }

    private LedgerUnreadable(LedgerProblem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    /**
     * An event is not of its form: somebody has changed it.
     *
     * @param how in which way, for those who look after KeyRack
     */
    static LedgerUnreadable event(String how, @Nullable Throwable cause) {
        return new LedgerUnreadable(LedgerProblem.of(Kind.EVENT, how), cause);
    }

    public LedgerProblem problem() {
        return problem;
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
            throw event("a field is not of its form", e);
        }
    }
}
