package org.keyrack.bench;

import java.nio.file.Path;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;

/**
 * One bench of {@link BenchesRow}. Arguments: URL, bench, folder, its number, keys a module. Says {@code ready} after a batch
 * that warms it up, waits for a line, loads a rack of modules and says {@code loaded}.
 */
public final class BenchesWorker {
    /** Modules of a bench that are at work at once. */
    static final int UNITS = 15;

    private static final int APART = 1_000;

    private BenchesWorker() {}

    /** Ends when its batch is durable. */
    public static void main(String[] arguments) throws Exception {
        int first = 1 + Integer.parseInt(arguments[3]) * APART;
        int keys = Integer.parseInt(arguments[4]);
        try (Ledger ledger = Ledger.open(LedgerSettings.at(arguments[0], arguments[1], Path.of(arguments[2])))) {
            LedgerBench.load(ledger, first, UNITS, keys);
            System.out.println("ready");
            if (System.in.read() < 0) {
                return;
            }
            // As a plan asks before a batch: that is the second connection.
            ledger.loadedKeys(org.keyrack.ledger.Story.sn(first + UNITS));
            LedgerBench.load(ledger, first + UNITS, UNITS, keys);
            System.out.println("loaded");
        }
    }
}
