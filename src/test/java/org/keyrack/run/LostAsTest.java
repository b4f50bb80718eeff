package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.run.ScriptedCard.answered;
import static org.keyrack.run.ScriptedCard.lostAfter;
import static org.keyrack.run.ScriptedCard.lostBefore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.unit.AsSession;

/** A run whose AS is lost pauses, and goes on with a fresh random when an AS is back; what a unit asked for may be spent. */
class LostAsTest {
    private final ScriptedRun rack;

    LostAsTest() throws Exception {
        rack = new ScriptedRun();
    }

    /** The AS comes back with its PIN verified as soon as the run waits for it. */
    private void comesBackWhenItIsLost() {
        rack.listener = event -> {
            if (event instanceof AsLost) {
                try {
                    AsSession session = ScriptedRun.verified(rack.as);
                    rack.run().addAs(session, ScriptedRun.AS_ID);
                } catch (CardFailure failure) {
                    throw new AssertionError(failure);
                }
            }
        };
    }

    @Test
    void theRunPausesAndGoesOnWithAFreshRandom() throws Exception {
        rack.as.on(Instruction.EXPORTKEY, lostAfter(Reason.CARD_REMOVED));
        comesBackWhenItIsLost();
        rack.load(ScriptedRun.unit(5));
        assertEquals(List.of("as.lost", "loaded"), rack.causes());
        assertEquals(
                List.of(Set.of(PauseReason.AS_LOST), Set.of()),
                rack.told(PauseChanged.class).stream()
                        .map(PauseChanged::reasons)
                        .toList());
        List<Intent> intents = rack.journal.of(Intent.class);
        assertEquals(2, intents.size());
        assertNotEquals(intents.get(0).r(), intents.get(1).r());
        assertEquals(
                Optional.of(intents.get(0).r()),
                rack.journal.of(Outcome.class).get(0).r(),
                "the outcome of the first names its random, which is spent");
        assertEquals(2, rack.count("EI INITIATE"));
    }

    @Test
    void aKeyWhoseAsIsLostThreeTimesIsGivenUp() throws Exception {
        for (int i = 0; i < 3; i++) {
            rack.as.on(Instruction.EXPORTKEY, lostBefore(Reason.CARD_REMOVED));
        }
        comesBackWhenItIsLost();
        rack.load(ScriptedRun.unit(5));
        assertEquals(List.of("as.lost", "as.lost", "as.lost"), rack.causes());
        assertEquals(State.FAILED, rack.result().state());
        assertEquals(3, rack.count("EI INITIATE"));
    }

    /** EXPORTKEY is never sent again: its answer is lost, and the next try draws a fresh random. */
    @ParameterizedTest
    @ValueSource(ints = {0x6C00, 0x6C50})
    void anAsThatAsksForAnotherLengthHasLostItsAnswerAndIsNotLost(int sw) throws Exception {
        rack.as.on(Instruction.EXPORTKEY, answered(sw));
        rack.load(ScriptedRun.unit(5));
        assertEquals("loaded", rack.causes().get(1));
        assertEquals(
                List.of(1, 2),
                rack.journal.of(Intent.class).stream()
                        .map(each -> each.download().attempt())
                        .toList());
        assertEquals(List.of(), rack.told(AsLost.class));
    }

    @Test
    void threeSuchAnswersFailTheKey() throws Exception {
        rack.as.on(Instruction.EXPORTKEY, answered(0x6C50), answered(0x6C50), answered(0x6C50));
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(State.FAILED, rack.result().state());
        assertEquals(3, rack.causes().size());
        assertEquals(0, rack.count("EI IMPORTKEY"));
    }

    @Test
    void aRefusalOfTheAsFailsItsModuleAtOnce() throws Exception {
        rack.as.on(Instruction.EXPORTKEY, answered(0x6300));
        rack.load(ScriptedRun.unit(5));
        assertEquals(State.FAILED, rack.result().state());
        assertEquals(0x6300, rack.result().failure().orElseThrow().sw().orElseThrow());
        assertEquals(1, rack.count("EI INITIATE"));
        assertTrue(rack.journal.of(Outcome.class).get(0).r().isPresent());
    }

    @Test
    void aRunWithoutAnAsWaitsForOne() throws Exception {
        Run run = rack.open(ScriptedRun.unit(5));
        run.awaitAs();
        assertEquals(Set.of(PauseReason.AS_LOST), run.pauses());
        rack.listener = event -> {
            if (event instanceof Intent) {
                try {
                    run.addAs(ScriptedRun.verified(rack.as), ScriptedRun.AS_ID);
                } catch (CardFailure failure) {
                    throw new AssertionError(failure);
                }
            }
        };
        run.add(ScriptedRun.unit(5));
        run.finish();
        rack.end();
        assertEquals(List.of("loaded"), rack.causes());
        assertEquals(Set.of(), run.pauses());
    }

    @Test
    void twoAsShareTheKeysOfARunAndEachIsNamedForItsOwn() throws Exception {
        ScriptedCard second = rack.as();
        Run run = rack.open(ScriptedRun.unit(5, 6, 7, 8));
        run.addAs(ScriptedRun.verified(rack.as.on(Instruction.EXPORTKEY, answered(0x6985))), ScriptedRun.AS_ID);
        run.addAs(ScriptedRun.verified(second.on(Instruction.EXPORTKEY, answered(0x6985))), ScriptedRun.SECOND_AS_ID);
        rack.listener = event -> {
            if (event instanceof AsLost lost) {
                try {
                    run.addAs(
                            ScriptedRun.verified(lost.asId().equals(ScriptedRun.AS_ID) ? rack.as : second),
                            lost.asId());
                } catch (CardFailure failure) {
                    throw new AssertionError(failure);
                }
            }
        };
        run.add(ScriptedRun.unit(5, 6, 7, 8));
        run.finish();
        rack.end();
        assertEquals(4, rack.result().loaded());
        assertTrue(rack.told(AsLost.class).size() >= 1);
    }
}
