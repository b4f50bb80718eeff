package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.ExportsLeft;
import org.keyrack.ledger.BenchExports.Fewest;
import org.keyrack.protocol.Bytes;

/** How every ledger tells what the AS of a bench have left, whatever database it is in. */
abstract class ExportsLeftSuite extends WatchSuite {
    private static final Bytes OTHER_AS = Bytes.ofHex("00000009");

    /** An AS whose REF1 1 and 2 have limits. */
    private static ExportsLeft read(Bytes as, int acts, long ctr, long first, long second) {
        return new ExportsLeft(as, acts, ctr, new TreeMap<>(Map.of(1, first, 2, second)));
    }

    private static ExportsLeft unlimited(Bytes as) {
        return new ExportsLeft(as, 0, 0, new TreeMap<>());
    }

    private static BenchExports exports(Ledger ledger, String bench) {
        return ledger.query().bench(bench).orElseThrow().exports();
    }

    private static Optional<Fewest> fewest(int ref1, long left) {
        return Optional.of(new Fewest(Story.AS_ID, ref1, left));
    }

    /** A whole batch of one bench: modules with two keys each. */
    private void load(Ledger ledger, long batch, long first, int modules, boolean simulated, ExportsLeft... read)
            throws Exception {
        ledger.commit(List.of(story.batch(batch, simulated, List.of(read))));
        for (long n = first; n < first + modules; n++) {
            ledger.commit(story.wholeUnit(n, 2));
        }
        ledger.commit(List.of(story.ended(batch, modules, 2 * modules)));
    }

    @Test
    void whatAnAsHadLeftIsCountedDownByWhatWasExportedSince() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, false, List.of(read(Story.AS_ID, 0, 0, 10, 5)))));
            assertEquals(new BenchExports(true, Set.of(Story.AS_ID), fewest(2, 5)), exports(ledger, "bench-1"));
            ledger.commit(story.wholeUnit(1, 2));
            assertEquals(fewest(2, 4), exports(ledger, "bench-1").fewest());
            ledger.commit(story.wholeUnit(2, 1));
            ledger.commit(List.of(story.ended(1, 2, 3)));
            assertEquals(fewest(2, 4), exports(ledger, "bench-1").fewest(), "REF1 1 has 8");
        }
    }

    @Test
    void exportsThatAnotherBenchHadOfTheSameAsCountAsWell() throws Exception {
        try (Ledger first = Ledger.open(settings("bench-1"))) {
            load(first, 1, 1, 1, false, read(Story.AS_ID, 0, 0, 10, 5));
        }
        try (Ledger second = Ledger.open(settings("bench-2"))) {
            load(second, 1, 11, 2, false, read(Story.AS_ID, 0, 2, 9, 4));
            assertEquals(fewest(2, 2), exports(second, "bench-2").fewest());
            assertEquals(fewest(2, 2), exports(second, "bench-1").fewest());
        }
    }

    @Test
    void aVirtualAsCountsAnewWithEachProgram() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            load(ledger, 1, 1, 3, true, read(Story.AS_ID, 0, 0, 10, 5));
            load(ledger, 2, 11, 1, true, read(Story.AS_ID, 0, 0, 10, 5));
            assertEquals(fewest(2, 4), exports(ledger, "bench-1").fewest());
        }
    }

    @Test
    void exportsThatWereGivenSinceTakeThePlaceOfWhatWasRead() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            load(ledger, 1, 1, 1, false, read(Story.AS_ID, 3, 0, 10, 5));
            Instant now = Instant.now();
            ledger.commit(List.of(
                    new AsActed(now, Story.AS_ID, AsAct.STATE, "LOADING", 4, 2, "Ada Operator"),
                    new AsActed(now, Story.AS_ID, AsAct.EXPORTS_LEFT, "2 700", 5, 2, "Ada Operator")));
            assertEquals(fewest(1, 9), exports(ledger, "bench-1").fewest());
            ledger.commit(List.of(new AsActed(now, Story.AS_ID, AsAct.EXPORTS_LEFT, "1 800", 6, 2, "Ada Operator")));
            assertEquals(fewest(2, 700), exports(ledger, "bench-1").fewest());
            ledger.commit(List.of(new AsActed(now, Story.AS_ID, AsAct.EXPORTS_LEFT, "2", 7, 2, "Ada Operator")));
            assertThrows(LedgerUnreadable.class, () -> exports(ledger, "bench-1"));
        }
    }

    @Test
    void whatNobodyReadIsNotKnown() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(Optional.empty(), ledger.query().bench("bench-2"));
            runBatch(ledger, 1, 1, 1);
            assertEquals(BenchExports.NOT_KNOWN, exports(ledger, "bench-1"), "a line of an older program");
            load(ledger, 2, 11, 1, false, read(OTHER_AS, 0, 0, 10, 5));
            assertEquals(BenchExports.NOT_KNOWN, exports(ledger, "bench-1"), "an AS that came later");
        }
    }

    @Test
    void anAsWithoutLimitsIsKnownToHaveNone() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            load(ledger, 1, 1, 1, false, unlimited(Story.AS_ID));
            assertEquals(new BenchExports(true, Set.of(Story.AS_ID), Optional.empty()), exports(ledger, "bench-1"));
            load(ledger, 2, 11, 1, false, unlimited(Story.AS_ID), read(OTHER_AS, 0, 7, 3, 6));
            assertEquals(
                    Optional.of(new Fewest(OTHER_AS, 1, 3)),
                    exports(ledger, "bench-1").fewest(),
                    "of a pool");
        }
    }
}
