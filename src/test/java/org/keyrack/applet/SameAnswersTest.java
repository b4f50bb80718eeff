package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sequences of commands, good and malformed, to which applet and plain Java answer with the same bytes. */
class SameAnswersTest {
    @ParameterizedTest
    @EnumSource
    void sequencesAreAnsweredAlike(Kind kind) {
        // Every status word of protocol.md that these units can give must have come up, or the sequences are too tame;
        // and every command must have been carried out.
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 24; seed++) {
            new AsSequence(kind, seed, seen).run(250);
            new EiSequence(kind, seed, seen).run(150);
        }
        for (String sw : List.of(
                "9000", "6300", "63C0", "63C1", "63C2", "6700", "6981", "6982", "6983", "6984", "6985", "6986", "6988",
                "6A80", "6A81", "6A86", "6A88", "6D00", "6E00")) {
            assertTrue(seen.contains(sw), sw + " not among " + seen);
        }
        for (String ins : List.of(
                "46",
                "48",
                "4A",
                "4C",
                "4E",
                "50",
                "52",
                "54",
                "56",
                "58",
                "D6",
                "D8",
                "DA",
                "DC",
                "DE",
                "E4",
                "F0",
                "20",
                "24",
                "2C",
                "successor",
                "session")) {
            assertTrue(seen.contains("done " + ins), ins + " was never carried out: " + seen);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("rack")
    void manySequencesAreAnsweredAlike(Kind kind) {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1000; seed < 1200; seed++) {
            new AsSequence(kind, seed, seen).run(600);
            new EiSequence(kind, seed, seen).run(400);
        }
        assertTrue(seen.size() > 15);
    }
}
