package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.KeyResult.Unknown;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.command.Instruction;

/** Answers of a module that break the rules: its key never counts without a proof, and the other modules go on. */
@Tag("rack")
class GarbageFromModulesTest {
    private static final String FIRST_MODULE = "Virtual Reader 02";

    private static List<String> failures(Rack rack) {
        return rack.journal.of(Outcome.class).stream()
                .map(Outcome::result)
                .filter(result -> !(result instanceof Loaded))
                .map(result -> result instanceof NotLoaded not
                        ? not.failure().cause().id()
                        : "unknown " + ((Unknown) result).failure().cause())
                .toList();
    }

    private static long settled(Rack rack) {
        return rack.journal.of(Outcome.class).stream()
                .filter(outcome -> outcome.result() instanceof Loaded loaded && loaded.settled())
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrongLength, length: 2",
                "wrongLength, length: 3",
                "wrongLength",
                "wrongLength, length: 41",
                "wrongLength, length: 258",
                "wrongBytes"
            })
    void anAnswerToInitiateThatIsNoneEndsTheUnitBeforeAnythingIsExported(String answer) throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: INITIATE, do: " + answer + " } ]")) {
            rack.assertCounts(rack.load(), 2, 1, 0);
            assertEquals(List.of("protocol.INITIATE"), failures(rack));
            assertEquals(2, rack.exports());
        }
    }

    /** The module has stored the key; only reading it again proves that. The first answer carries the next R, the second none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nth: 1, do: wrongLength, length: 2",
                "nth: 1, do: wrongLength, length: 3",
                "nth: 1, do: wrongLength, length: 22",
                "nth: 1, do: wrongLength",
                "nth: 1, do: wrongLength, length: 61",
                "nth: 1, do: wrongLength, length: 258",
                "nth: 2, do: wrongLength",
                "nth: 2, do: wrongLength, length: 60"
            })
    void anAnswerToImportkeyOfAnotherLengthIsSettledByItsReceipt(String answer) throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, " + answer + " } ]")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
            assertEquals(1, settled(rack));
            assertEquals(4, rack.exports());
        }
    }

    /** keyVersion of the answer is no part of the receipt: one that is not the header's is not written down. */
    @Test
    void aKeyVersionAlteredInTheAnswerIsReadAgain() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, do: flipAnswerBit, bit: 0 } ]")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
            assertEquals(1, settled(rack));
            rack.journal
                    .of(Outcome.class)
                    .forEach(outcome -> assertEquals(
                            2, assertInstanceOf(Loaded.class, outcome.result()).keyVersion()));
        }
    }

    @Test
    void aModuleThatSaysNothingToImportkeyHasNotLoadedIt() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, do: bareSuccess } ]")) {
            rack.assertCounts(rack.load(), 2, 1, 0);
            assertEquals(List.of("protocol.IMPORTKEY"), failures(rack));
        }
    }

    /** A status word alone proves nothing (protocol.md): this one was made on the link. */
    @ParameterizedTest
    @ValueSource(strings = {"6988", "6300", "6986", "6A80", "6F00", "6234"})
    void aKeyThatIsInCountsWhateverTheStatusWordSays(String sw) throws Exception {
        try (Rack rack = Rack.of(
                2, "[ { unit: 1, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"" + sw + "\", executed: true } ]")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
            assertEquals(1, settled(rack));
        }
    }

    /** The plan was made before the location was used. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLocationThatTakesNoMoreSaysWhy(boolean writeOnce) throws Exception {
        try (Rack rack = Rack.withLocations(
                "locations: [ { ref: 5, appId: \"0101\", types: [AES-128], writeOnce: " + writeOnce + " } ]", 1)) {
            Plan plan = rack.plan();
            rack.assertCounts(rack.start(plan, event -> {}).end().get(30, TimeUnit.SECONDS), 1, 0, 0);
            rack.bench.awaitRead(Duration.ofSeconds(20));
            rack.assertCounts(rack.start(plan, event -> {}).end().get(30, TimeUnit.SECONDS), 0, 1, 0);
            assertEquals(List.of(writeOnce ? "ei.writeOnce" : "ei.versionNotNewer"), failures(rack));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrongLength, length: 2",
                "wrongLength",
                "wrongLength, length: 20",
                "wrongLength, length: 258",
                "bareSuccess",
                "wrongBytes"
            })
    void anAnswerToGetDataThatIsNoneKeepsTheModuleOutAndTheOthersAreLoaded(String answer) throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: GETDATA, times: 100, do: " + answer + " } ]")) {
            rack.assertCounts(rack.load(), 2, 0, 0);
            SlotView slot = rack.bench.view().slot(FIRST_MODULE).orElseThrow();
            assertEquals(SlotView.State.FAILED, slot.state());
            assertInstanceOf(ProtocolFailure.class, slot.problem().orElseThrow());
            assertEquals(0, rack.count(FIRST_MODULE, Instruction.INITIATE));
        }
    }

    /** Identity and locations were read before; what is read to settle the lost answer is garbage. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void aModuleThatCannotSayWhatItHoldsIsUnknown(int nth) throws Exception {
        String faults = "[ { unit: 1, command: IMPORTKEY, do: answerLost }," + " { unit: 1, command: GETDATA, nth: "
                + nth + ", times: 20, do: wrongLength } ]";
        try (Rack rack = Rack.of(2, faults)) {
            rack.assertCounts(rack.load(), 2, 0, 1);
            assertEquals(List.of("unknown link.CARD_REMOVED"), failures(rack));
            rack.bench.awaitRead(Duration.ofSeconds(20));
            assertTrue(rack.count(FIRST_MODULE, Instruction.IMPORTKEY) == 1, "nothing more is written to it");
        }
    }
}
