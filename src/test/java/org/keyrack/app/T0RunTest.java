package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.RunSummary;

/** Runs over T=0 cards, as protocol.md has it under Commands and under "After the answer is lost". */
@Tag("rack")
class T0RunTest {
    private static Rack t0(int units, String faults) throws Exception {
        return Rack.of(units, "[ " + faults + " ]\nprotocol: T0");
    }

    private static int imports(Rack rack) {
        return rack.cards.commandCounts().getOrDefault(Instruction.IMPORTKEY.name(), 0);
    }

    /** A run that waits for an AS gets its PIN again, as from an operator. */
    private static RunSummary load(Rack rack) throws Exception {
        LoadRun load = rack.start(rack.plan(), event -> {});
        Subscription pins = rack.enterPins(load);
        try {
            return load.end().get(30, TimeUnit.SECONDS);
        } finally {
            pins.close();
        }
    }

    @Test
    void aBatchCostsOneExportAndOneImportAKey() throws Exception {
        try (Rack rack = t0(3, "")) {
            rack.assertCounts(rack.load(), 6, 0, 0);
            assertEquals(List.of(6, 6), List.of(rack.exports(), imports(rack)));
        }
    }

    /** The line garbles the offer 61xx: a card that is not reset first would swallow what it is asked next. */
    @ParameterizedTest
    @ValueSource(strings = {"wrongLength, length: 0", "wrongLength, length: 1"})
    void anImportWhoseAnswerIsLostIsReadAfterAResetAndCountedOnce(String fault) throws Exception {
        try (Rack rack = t0(1, "{ unit: 1, command: IMPORTKEY, nth: 1, do: " + fault + " }")) {
            rack.assertCounts(rack.load(), 2, 0, 0);
            assertEquals(List.of(2, 2), List.of(rack.exports(), imports(rack)));
        }
    }

    @Test
    void anExportWhoseAnswerIsLostIsAskedAgainWithAFreshR() throws Exception {
        try (Rack rack = t0(1, "{ as: 1, command: EXPORTKEY, nth: 1, do: wrongLength, length: 1 }")) {
            rack.assertCounts(load(rack), 2, 0, 0);
            assertEquals(List.of(3, 2), List.of(rack.exports(), imports(rack)));
        }
    }

    @Test
    void aReadingWhoseAnswerIsLostIsTriedAgainAfterAReset() throws Exception {
        try (Rack rack = t0(
                2,
                "{ unit: 1, command: SELECT, nth: 1, do: wrongLength, length: 1 },"
                        + " { unit: 2, command: GETDATA, nth: 1, do: wrongLength, length: 1 },"
                        + " { as: 1, command: SELECT, nth: 3, do: wrongLength, length: 1 }")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
        }
    }

    /** 6Cxx out of turn, over both protocols: field case 02. */
    @ParameterizedTest
    @ValueSource(strings = {"T0", "T1"})
    void aLengthThatIsToldIsHeardByReadingCommandsAndNeverByExportAndImport(String protocol) throws Exception {
        String faults = "{ unit: 1, command: GETDATA, do: statusWord, sw: \"6C11\" },"
                + " { unit: 2, command: INITIATE, do: statusWord, sw: \"6C26\" },"
                + " { unit: 3, command: SELECT, nth: 2, do: statusWord, sw: \"6C03\" },"
                + " { unit: 1, command: IMPORTKEY, do: statusWord, sw: \"6C14\" },"
                + " { as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: \"6C50\" }";
        try (Rack rack = Rack.of(3, "[ " + faults + " ]\nprotocol: " + protocol)) {
            rack.assertCounts(load(rack), 6, 0, 0);
            assertEquals(List.of(7, 6), List.of(rack.exports(), imports(rack)));
        }
    }

    @Test
    void aRackOfBothKindsIsLoaded() throws Exception {
        try (Rack rack = Rack.withLocations(Rack.LOCATIONS + ", protocol: T0", 2)) {
            rack.assertCounts(rack.load(), 4, 0, 0);
        }
    }
}
