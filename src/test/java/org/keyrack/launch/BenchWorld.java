package org.keyrack.launch;

import org.keyrack.app.LedgerSource;

/** The program's own ledgers, for measuring. */
public final class BenchWorld {
    private BenchWorld() {}

    public static LedgerSource ledgers() {
        return new LocalLedgers();
    }
}
