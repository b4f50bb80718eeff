package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** AES block operations a command costs (performance row 11): counted, and none avoidable. */
class BlockCountTest {
    @Test
    void commandsCostNoBlockOperationMoreThanTheirFormulasNeed() {
        BlockCounts counts = BlockCounts.count();
        // T1 2, its subkeys 1, Kprf 2, its subkeys 1, P 2.
        assertEquals(8, counts.initiate());
        // T1 3, five session keys 10, P 3, SAS 3, E 1, CAS 6, receipt 5.
        assertEquals(31, counts.exportKey());
        // T1 3, four session keys 8, CEI 6, TA 1, SEI 3, receipt 5, KCV 2.
        assertEquals(28, counts.importKey());
        // The same 28, and the next Kprf 2, its subkeys 1, P 2: T1 is not computed again.
        assertEquals(33, counts.chained());
    }
}
