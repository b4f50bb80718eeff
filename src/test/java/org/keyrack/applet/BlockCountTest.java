package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** AES block operations a command costs, suite 01, plain key (performance row 11): counted, and none avoidable. */
class BlockCountTest {
    private final Card as = Bench.as();
    private final Card ei = Bench.ei();

    @Test
    void commandsCostNoBlockOperationMoreThanTheirFormulasNeed() {
        ei.aes.take();
        as.aes.take();
        byte[] initiate = Bench.initiate(ei);
        int initiated = ei.aes.take();
        byte[] export = Bench.export(as, initiate, 3, 5);
        int exported = as.aes.take();
        ei.ok("80560000", Bench.importData(5, export), true);
        int imported = ei.aes.take();

        // T1 2, its subkeys 1, Kprf 2, its subkeys 1, P 2.
        assertEquals(8, initiated);
        // T1 3, five session keys 10, P 3, SAS 3, E 1, CAS 6, receipt 5.
        assertEquals(31, exported);
        // T1 3, four session keys 8, CEI 6, TA 1, SEI 3, receipt 5, KCV 2.
        assertEquals(28, imported);

        byte[] next = Bench.initiate(ei);
        Card second = newerAs();
        byte[] newer = Bench.export(second, next, 3, 5);
        ei.aes.take();
        ei.ok("80560100", Bench.importData(5, newer), true);
        // The same 28, and the next Kprf 2, its subkeys 1, P 2: T1 is not computed again.
        int chained = ei.aes.take();
        assertEquals(33, chained);
        System.out.printf(
                "AES block operations: INITIATE %d, EXPORTKEY %d, IMPORTKEY %d, IMPORTKEY with next R %d%n",
                initiated, exported, imported, chained);
    }

    private static Card newerAs() {
        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 3, 0, Bench.TA, 1);
        return Bench.open(as);
    }
}
