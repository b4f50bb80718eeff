package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.run.ScriptedCard.altered;
import static org.keyrack.run.ScriptedCard.answered;
import static org.keyrack.run.ScriptedCard.answeredAfter;
import static org.keyrack.run.ScriptedCard.lostBefore;
import static org.keyrack.run.ScriptedCard.passed;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;

/** A refusal of IMPORTKEY is believed only after the module was read again, which also tells its causes apart. */
class RefusedImportTest {
    private static final int T_KCV = 11;

    private final ScriptedRun rack;

    RefusedImportTest() throws Exception {
        rack = new ScriptedRun();
    }

    private Failure failure() {
        assertEquals(State.FAILED, rack.result().state());
        return rack.result().failure().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x6988, 0x6986, 0x6300, 0x6984, 0x6981, 0x6700, 0x6985, 0x6A80, 0x6A81, 0x6A88})
    void aModuleThatRefusesAndHoldsTheKeyAllTheSameIsDone(int sw) throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, answeredAfter(sw));
        rack.load(ScriptedRun.unit(5));
        assertTrue(((Loaded) rack.outcomes().get(0)).settled());
        assertEquals(State.DONE, rack.result().state());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x6988, 0x6986, 0x6300, 0x6984, 0x6981, 0x6700, 0x6985, 0x6A80, 0x6A81, 0x6A88})
    void aModuleThatRefusesAndDoesNotHoldTheKeyHasFailedAndIsNotTriedAgain(int sw) throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, answered(sw));
        rack.load(ScriptedRun.unit(5));
        assertEquals(sw, failure().sw().orElseThrow());
        assertEquals("IMPORTKEY", failure().command());
        assertEquals(1, rack.count("EI IMPORTKEY"));
        assertEquals(1, rack.outcomes().size());
    }

    @Test
    void alteredDataFailsAtItsCertificateAndTheModuleIsStillTheSame() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
            command.data()[20] ^= 1;
            return card.transmit(command);
        });
        rack.load(ScriptedRun.unit(5));
        assertEquals("ei.altered", failure().cause().id());
        assertFalse(rack.card.holds(5, Units.TA128.toArray()));
    }

    @Test
    void another6988IsThatOfAModuleThatWasSwapped() throws Exception {
        ReferenceEi other = Units.ei(Suite.AES_128, ScriptedRun.OTHER);
        rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
            rack.ei.becomes(other);
            return answered(0x6988).on(card, command);
        });
        rack.load(ScriptedRun.unit(5));
        assertEquals("ei.swapped", failure().cause().id());
        assertEquals(ProtocolStep.SN, failure().step());
    }

    @Test
    void another6988IsThatOfAModuleOfAnotherSet() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, answered(0x6988)).on(Instruction.GETDATA, altered(T_KCV));
        rack.load(ScriptedRun.unit(5));
        assertEquals("ei.anotherSet", failure().cause().id());
    }

    /** It may have stored the key; the first cause of the table stands when nobody can tell. */
    @Test
    void aModuleThatCannotBeReadAfterARefusalIsUnknownWithTheCauseOfItsStatusWord() throws Exception {
        rack.ei
                .on(Instruction.IMPORTKEY, answeredAfter(0x6988))
                .on(Instruction.GETDATA, lostBefore(Reason.CARD_REMOVED));
        rack.access.returns(false);
        rack.load(ScriptedRun.unit(5));
        assertEquals(State.UNKNOWN, rack.result().state());
        assertEquals("ei.altered", rack.result().failure().orElseThrow().cause().id());
    }

    private ReferenceEi withWriteOnce(int ref2) throws Exception {
        ReferenceEi ei = Units.loadingEi(Suite.AES_128, ScriptedRun.SN);
        Units.ok(ei, new PutLocation(LocationEntry.free(ref2, 0x0101, EnumSet.allOf(KeyType.class), true)));
        Units.ok(ei, new SetState(LifeCycleState.OPERATIONAL));
        return ei;
    }

    @Test
    void aLocationThatIsWrittenOnceIsToldFromAVersionThatIsNoNewer() throws Exception {
        rack.ei.becomes(withWriteOnce(9));
        rack.load(ScriptedRun.unit(9, 9));
        assertEquals("ei.writeOnce", failure().cause().id());
        assertEquals(1, rack.result().loaded());
    }

    @Test
    void aVersionThatIsNoNewerIsToldFromALocationThatIsWrittenOnce() throws Exception {
        rack.ei.becomes(withWriteOnce(9));
        rack.load(ScriptedRun.unit(9, 5, 5));
        assertEquals("ei.versionNotNewer", failure().cause().id());
        assertEquals(2, rack.result().loaded());
    }

    @Test
    void aFreeLocationThatIsWrittenOnceExplainsNo6986() throws Exception {
        rack.ei.becomes(withWriteOnce(9));
        rack.ei.on(Instruction.IMPORTKEY, answered(0x6986));
        rack.load(ScriptedRun.unit(9));
        assertEquals("ei.versionNotNewer", failure().cause().id());
    }

    /** The second download of a location found an older receipt there: it is no proof of this one. */
    @Test
    void theReceiptOfAnEarlierDownloadIsNoProofOfThisOne() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, passed(), answered(0x6300));
        rack.load(ScriptedRun.unit(5, 5));
        assertEquals(0x6300, failure().sw().orElseThrow());
        assertEquals(1, rack.result().loaded());
    }

    @Test
    void timeIsCountedForImportsThatWereAnsweredAndForNoOthers() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, passed(), answered(0x6300));
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(1, rack.run().figures().imports());
        assertTrue(rack.run().figures().eiBusy().toNanos() > 0);
        assertEquals(List.of(2L, 2L), List.of(rack.run().figures().exports(), rack.count("AS EXPORTKEY")));
    }
}
