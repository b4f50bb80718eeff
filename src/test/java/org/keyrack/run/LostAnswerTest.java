package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.run.ScriptedCard.altered;
import static org.keyrack.run.ScriptedCard.answered;
import static org.keyrack.run.ScriptedCard.answeredAfter;
import static org.keyrack.run.ScriptedCard.lostAfter;
import static org.keyrack.run.ScriptedCard.lostBefore;
import static org.keyrack.run.ScriptedCard.passed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;

/** A download whose answer is lost is unknown until the module is read again: bound to its SN, its R and the receipt. */
class LostAnswerTest {
    private final ScriptedRun rack;

    LostAnswerTest() throws Exception {
        rack = new ScriptedRun();
    }

    private void failsAs(State state, String cause) {
        assertEquals(state, rack.result().state());
        assertEquals(cause, rack.result().failure().orElseThrow().cause().id());
    }

    @Test
    void aKeyThatIsInIsSettledByReadingTheModuleAgain() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        rack.load(ScriptedRun.unit(5));
        Loaded loaded = (Loaded) rack.outcomes().get(0);
        assertTrue(loaded.settled());
        assertEquals(Units.kcv(Units.TA128), loaded.kcv());
        assertEquals(State.DONE, rack.result().state());
        assertEquals(List.of(1L, 1L), List.of(rack.count("AS EXPORTKEY"), rack.count("EI IMPORTKEY")));
        assertEquals(1, rack.count("discard"));
    }

    /** The R that came with the answer is lost with it. */
    @Test
    void theKeyAfterASettledOneDrawsItsOwnRandom() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(2, rack.count("EI INITIATE"));
        assertEquals(List.of("loaded", "loaded"), rack.causes());
    }

    @Test
    void aKeyThatIsNotInIsDownloadedAgainWithAFreshRandom() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostBefore(Reason.CARD_RESET));
        rack.load(ScriptedRun.unit(5));
        assertEquals(List.of("link.CARD_RESET", "loaded"), rack.causes());
        assertFalse(((Loaded) rack.outcomes().get(1)).settled());
        List<Intent> intents = rack.journal.of(Intent.class);
        assertEquals(
                List.of(1, 2),
                intents.stream().map(each -> each.download().attempt()).toList());
        assertNotEquals(intents.get(0).r(), intents.get(1).r());
        assertEquals(
                intents.stream().map(Intent::r).map(Optional::of).toList(),
                rack.journal.of(Outcome.class).stream().map(Outcome::r).toList());
        assertTrue(rack.card.holds(5, Units.TA128.toArray()));
    }

    /** Two retries: the third command of a key that is lost is its last. */
    @Test
    void aKeyIsGivenUpAfterThreeLostCommands() throws Exception {
        rack.ei.on(
                Instruction.IMPORTKEY,
                lostBefore(Reason.CARD_RESET),
                lostBefore(Reason.CARD_RESET),
                lostBefore(Reason.CARD_RESET));
        rack.load(ScriptedRun.unit(5, 6));
        failsAs(State.FAILED, "link.CARD_RESET");
        assertEquals(3, rack.count("EI IMPORTKEY"));
        assertEquals(3, rack.causes().size());
        assertEquals(0, rack.result().loaded());
    }

    /** One lost command spoils nothing for the next key, and its tries are counted anew. */
    @Test
    void theTriesOfAKeyAreItsOwn() throws Exception {
        rack.ei.on(
                Instruction.IMPORTKEY,
                lostBefore(Reason.CARD_RESET),
                lostBefore(Reason.CARD_RESET),
                passed(),
                lostBefore(Reason.CARD_RESET),
                lostBefore(Reason.CARD_RESET));
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(State.DONE, rack.result().state());
        assertEquals(
                List.of(1, 2, 3, 1, 2, 3),
                rack.journal.of(Intent.class).stream()
                        .map(each -> each.download().attempt())
                        .toList());
    }

    @Test
    void aModuleThatStaysAwayIsUnknownAndNothingMoreIsSentToIt() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        rack.access.returns(false);
        RunSummary summary = rack.load(ScriptedRun.unit(5, 6));
        assertEquals(List.of("unknown link.CARD_REMOVED"), rack.causes());
        failsAs(State.UNKNOWN, "link.CARD_REMOVED");
        assertEquals(1, summary.of(ModuleClass.UNKNOWN));
        assertEquals(List.of(1L, 1L), List.of(rack.count("EI INITIATE"), rack.count("AS EXPORTKEY")));
    }

    /** A module of the same set with another SN must not vouch for this one. */
    @Test
    void anotherModuleInItsPlaceSettlesNothing() throws Exception {
        ReferenceEi other = Units.ei(Suite.AES_128, ScriptedRun.OTHER);
        rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
            card.transmit(command);
            rack.ei.becomes(other);
            return lostBefore(Reason.CARD_REMOVED).on(card, command);
        });
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_REMOVED");
        assertEquals(1, rack.count("EI IMPORTKEY"));
    }

    /** 0203 could be read from it as well: only the SN tells. */
    @Test
    void aModuleThatTellsAnotherSerialNumberSettlesNothingWhateverItHolds() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        // Looked at by the link, then by the settlement.
        rack.ei.on(Instruction.GETDATA, passed(), altered(0));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_REMOVED");
    }

    @Test
    void aCardThatHangsIsNotReadAgain() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.HUNG));
        rack.ei.on(Instruction.GETDATA, lostBefore(Reason.HUNG));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.HUNG");
        assertEquals(1, rack.count("EI GET DATA"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReadingThatBreaksIsMadeAgainUpToThreeTimes(int broken) throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        for (int i = 0; i < broken; i++) {
            rack.ei.on(Instruction.GETDATA, passed(), lostBefore(Reason.CARD_RESET));
        }
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
    }

    @Test
    void aModuleThatCannotBeReadThreeTimesIsUnknown() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        for (int i = 0; i < 3; i++) {
            rack.ei.on(Instruction.GETDATA, passed(), lostBefore(Reason.CARD_RESET));
        }
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_RESET");
        assertEquals(6, rack.count("EI GET DATA"));
    }

    @Test
    void aModuleThatHangsWhileItIsReadIsUnknownAtOnce() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        rack.ei.on(Instruction.GETDATA, passed(), lostBefore(Reason.HUNG));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_RESET");
        assertEquals(2, rack.count("EI GET DATA"));
    }

    @Test
    void aModuleThatAnswersNonsenseWhenItIsReadIsUnknown() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        rack.ei.on(Instruction.GETDATA, passed(), answered(0x6F00));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_RESET");
    }

    /** Its reader tells of a card before it answers: it is looked for again for as long as a card may stay away. */
    @Test
    void aModuleThatDoesNotAnswerYetIsLookedForAgain() throws Exception {
        rack.settings = new RunSettings("tester", 0, Duration.ofSeconds(5), 2, true);
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        for (int i = 0; i < 7; i++) {
            rack.ei.on(Instruction.GETDATA, lostBefore(Reason.SERVICE_GONE));
        }
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
        assertEquals(Duration.ofMillis(700), rack.world.waited());
        assertEquals(8, rack.count("await"));
        for (Duration atMost : rack.access.waits()) {
            assertTrue(atMost.compareTo(Duration.ofSeconds(5)) <= 0, atMost::toString);
        }
    }

    @Test
    void aModuleThatNeverAnswersInThatTimeIsUnknown() throws Exception {
        rack.settings = new RunSettings("tester", 0, Duration.ofSeconds(5), 2, true);
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        for (int i = 0; i < 100; i++) {
            rack.ei.on(Instruction.GETDATA, lostBefore(Reason.SERVICE_GONE));
        }
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_REMOVED");
        assertTrue(rack.world.waited().compareTo(Duration.ofSeconds(4)) > 0, rack.world.waited()::toString);
        assertTrue(rack.world.waited().compareTo(Duration.ofSeconds(6)) < 0, rack.world.waited()::toString);
    }

    @Test
    void aCardThatHangsWhenItIsBackIsNotLookedForAgain() throws Exception {
        rack.settings = new RunSettings("tester", 0, Duration.ofSeconds(5), 2, true);
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_REMOVED));
        rack.ei.on(Instruction.GETDATA, lostBefore(Reason.HUNG));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.UNKNOWN, "link.CARD_REMOVED");
        assertEquals(Duration.ZERO, rack.world.waited());
        assertEquals(1, rack.count("await"));
    }

    /** It answers, so it is back; what it says is the settlement's to judge. */
    @Test
    void aModuleThatAnswersAnErrorIsBack() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, lostAfter(Reason.CARD_RESET));
        rack.ei.on(Instruction.GETDATA, answered(0x6F00));
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
    }

    /** 9000 proves nothing: the receipt does. */
    @Test
    void anAnswerWhoseReceiptIsAlteredIsSettledByTheModule() throws Exception {
        int receipt = 4;
        rack.ei.on(Instruction.IMPORTKEY, altered(receipt));
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
    }

    @Test
    void aModuleThatSaysThatItStoredAKeyAndDidNotFailsByItsReceipt() throws Exception {
        byte[] another = new byte[20];
        another[0] = 2;
        rack.ei.on(Instruction.IMPORTKEY, ScriptedCard.data(another));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.FAILED, "unit.receiptMismatch");
        assertEquals(1, rack.count("EI IMPORTKEY"), "such a module is not tried again");
    }

    @Test
    void anAnswerThatBreaksTheRulesIsSettledAndNotTriedAgain() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, ScriptedCard.data(new byte[3]));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.FAILED, "protocol.IMPORTKEY");
        assertEquals(1, rack.count("EI IMPORTKEY"));
    }

    /** 6F00 and what the table does not know for IMPORTKEY may come after the key was stored. */
    @ParameterizedTest
    @ValueSource(ints = {0x6F00, 0x6581})
    void aStatusWordThatProvesNothingIsSettled(int sw) throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, answeredAfter(sw));
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x6F00, 0x6581})
    void aModuleThatGivesSuchAStatusWordAndCannotBeReadIsUnknown(int sw) throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, answeredAfter(sw));
        rack.ei.on(Instruction.GETDATA, answered(0x6F00));
        rack.load(ScriptedRun.unit(5));
        assertEquals(State.UNKNOWN, rack.result().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"CARD_REMOVED", "CARD_RESET", "CARD_BUSY", "CARD_MUTE", "READER_GONE", "SERVICE_GONE"})
    void aModuleWhoseLinkBreaksBeforeItsRandomIsTriedAgain(Reason reason) throws Exception {
        rack.ei.on(Instruction.INITIATE, lostBefore(reason));
        rack.load(ScriptedRun.unit(5));
        assertEquals(List.of("loaded"), rack.causes());
        assertEquals(
                List.of(2),
                rack.journal.of(Intent.class).stream()
                        .map(each -> each.download().attempt())
                        .toList());
    }

    @Test
    void aModuleWhoseLinkBreaksThreeTimesBeforeItsRandomFailsWithoutOne() throws Exception {
        rack.ei.on(
                Instruction.INITIATE,
                lostBefore(Reason.CARD_BUSY),
                lostBefore(Reason.CARD_BUSY),
                lostBefore(Reason.CARD_BUSY));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.FAILED, "link.CARD_BUSY");
        assertEquals(Optional.empty(), rack.journal.of(Outcome.class).get(0).r());
        assertEquals(3, rack.count("EI INITIATE"));
        assertEquals(0, rack.count("AS EXPORTKEY"));
    }

    @Test
    void aModuleThatHangsAtItsRandomIsNotWaitedFor() throws Exception {
        rack.ei.on(Instruction.INITIATE, lostBefore(Reason.HUNG));
        rack.load(ScriptedRun.unit(5));
        failsAs(State.FAILED, "link.HUNG");
        assertEquals(List.of(1L, 0L), List.of(rack.count("EI INITIATE"), rack.count("await")));
    }

    @Test
    void aModuleThatDoesNotComeBackBeforeItsRandomFails() throws Exception {
        rack.ei.on(Instruction.INITIATE, lostBefore(Reason.CARD_REMOVED));
        rack.access.returns(false);
        rack.load(ScriptedRun.unit(5));
        failsAs(State.FAILED, "link.CARD_REMOVED");
        assertEquals(1, rack.count("EI INITIATE"));
    }

    @Test
    void aModuleThatRefusesARandomIsNotTriedAgain() throws Exception {
        rack.ei.on(Instruction.INITIATE, answered(0x6985));
        rack.load(ScriptedRun.unit(5));
        assertEquals(0x6985, rack.result().failure().orElseThrow().sw().orElseThrow());
        assertEquals("INITIATE", rack.result().failure().orElseThrow().command());
        assertEquals(1, rack.count("EI INITIATE"));
    }

    @Test
    void theTraceOfAFailureIsThatOfItsModule() throws Exception {
        rack.ei.on(Instruction.INITIATE, answered(0x6985));
        rack.load(ScriptedRun.unit(5));
        List<String> trace = rack.result().failure().orElseThrow().trace();
        assertEquals("80520000 Le > SW=6985", trace.get(trace.size() - 1));
    }
}
