package org.keyrack.ui.reports;

import java.util.Optional;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.ReportSource;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;

/**
 * The ledger that is read: that of the bench that is open, else that of this computer's real modules.
 *
 * @param open the bench that was open when it was asked for
 */
public record LedgerRecords(LedgerSource ledgers, Optional<LiveBench.Open> open) {
    /** Call it on the JavaFX thread, and the rest in the background. */
    public static LedgerRecords of(Desk desk) {
        return new LedgerRecords(desk.context().ledgers(), desk.bench().open());
    }

    /** Something that is looked up. */
    @FunctionalInterface
    public interface LookUp<T> {
        T in(ReportSource source) throws Exception;
    }

    /**
     * Looks something up.
     *
     * @throws Exception when there is no ledger, or what the look-up throws
     */
    public <T> T with(LookUp<T> lookUp) throws Exception {
        if (open.isPresent()) {
            return lookUp.in(open.get().ledger().records());
        }
        try (ReportSource records = ledgers.read(Optional.empty(), false)) {
            return lookUp.in(records);
        }
    }
}
