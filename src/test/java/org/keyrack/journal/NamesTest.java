package org.keyrack.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches are numbered on each bench, and a bench's chains are told apart by the time after its name. */
class NamesTest {
    private static final Instant RESTORED = Instant.parse("2026-03-04T05:06:07.089Z");

    @Test
    void aBatchIsItsBenchAndItsNumber() {
        assertEquals("north/7", new BatchId("north", 7).toString());
        assertNotEquals(new BatchId("north", 7), new BatchId("south", 7));
    }

    @Test
    void aBatchOfAnyBenchNamesAFileInTheFolderThatIsMeant() {
        assertEquals("batch-north-7", new BatchId("north", 7).fileName());
        assertEquals("batch-.._.._etc-7", new BatchId("../../etc", 7).fileName());
    }

    @Test
    void everyChainOfABenchNamesIt() {
        ChainName continued = ChainName.continued("north", RESTORED);
        assertEquals("north~20260304T050607089Z", continued.name());
        assertEquals(List.of("north", "north"), List.of(ChainName.first("north").bench(), continued.bench()));
    }
}
