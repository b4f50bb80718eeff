package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;

/** Each download is bound to the planned module, its set and a random that was never used: else nothing is exported. */
class BoundToModuleTest {
    private final ScriptedRun rack;

    BoundToModuleTest() throws Exception {
        rack = new ScriptedRun();
    }

    /** The module's proof is passed on with another suite, KCV(T) or SN. */
    private static Initiation saying(Suite suite, Kcv tKcv, SerialNumber sn, Initiation right) {
        return new Initiation(suite, right.tVersion(), tKcv, sn, right.r(), right.p());
    }

    private static Initiation initiation(ResponseApdu answer) throws ProtocolFailure {
        return Initiation.decode(Bytes.of(answer.data()));
    }

    private static ResponseApdu success(Bytes answer) {
        return new ResponseApdu(answer.toArray(), 0x9000);
    }

    private void nothingWasExportedBecause(String cause) {
        assertEquals(State.FAILED, rack.result().state());
        assertEquals(cause, rack.result().failure().orElseThrow().cause().id());
        assertFalse(rack.result().failure().orElseThrow().trace().isEmpty());
        assertEquals(0, rack.count("AS EXPORTKEY"));
        assertEquals(List.of(), rack.journal.of(Intent.class));
    }

    @Test
    void aModuleThatWasSwappedBeforeItsTurnGetsNothing() throws Exception {
        rack.ei.becomes(Units.ei(Suite.AES_128, ScriptedRun.OTHER));
        rack.load(ScriptedRun.unit(5));
        nothingWasExportedBecause("unit.swapped");
    }

    @Test
    void aModuleOfAnotherSetGetsNothing() throws Exception {
        rack.ei.on(Instruction.INITIATE, (card, command) -> {
            Initiation right = initiation(card.transmit(command));
            return success(saying(right.suite(), Units.kcv(Units.TA128), right.sn(), right)
                    .encode());
        });
        rack.load(ScriptedRun.unit(5));
        nothingWasExportedBecause("unit.anotherSet");
    }

    @Test
    void aModuleOfAnotherSuiteGetsNothing() throws Exception {
        rack.ei.on(Instruction.INITIATE, (card, command) -> {
            Initiation right = initiation(card.transmit(command));
            return success(
                    saying(Suite.AES_256, right.tKcv(), right.sn(), right).encode());
        });
        rack.load(ScriptedRun.unit(5));
        nothingWasExportedBecause("unit.anotherSet");
    }

    /** Its generator is stuck: whoever has the first download could send it again. */
    @Test
    void aModuleThatRepeatsItsRandomGetsNoSecondKey() throws Exception {
        byte[][] first = {null};
        rack.ei.on(
                Instruction.INITIATE,
                (card, command) -> {
                    ResponseApdu right = card.transmit(command);
                    first[0] = right.data().clone();
                    return right;
                },
                (card, command) -> new ResponseApdu(first[0], 0x9000));
        rack.ei.on(Instruction.IMPORTKEY, ScriptedCard.lostBefore(Reason.CARD_RESET));
        rack.load(ScriptedRun.unit(5));
        assertEquals(
                "unit.randomRepeated",
                rack.result().failure().orElseThrow().cause().id());
        assertEquals(1, rack.count("AS EXPORTKEY"));
    }

    /** The next R came with the answer of the module before it; a swap is seen by the command itself. */
    @Test
    void theNextRandomThatCameWithAnAnswerIsCheckedLikeEveryOther() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
            ImportedKey right =
                    ImportedKey.decode(Bytes.of(card.transmit(command).data()));
            Initiation next = right.next().orElseThrow();
            return success(new ImportedKey(
                            right.keyVersion(),
                            right.kcv(),
                            right.receipt(),
                            Optional.of(saying(next.suite(), next.tKcv(), ScriptedRun.OTHER, next)))
                    .encode());
        });
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(
                "unit.swapped", rack.result().failure().orElseThrow().cause().id());
        assertEquals(1, rack.result().loaded());
        assertEquals(1, rack.count("AS EXPORTKEY"));
    }

    @Test
    void theAsIsAskedForTheModulesSerialNumberAndRandomWithItsSlotAndKeys() throws Exception {
        byte[][] asked = {null};
        rack.as.on(Instruction.EXPORTKEY, (card, command) -> {
            asked[0] = command.bytes(false);
            return card.transmit(command);
        });
        rack.load(ScriptedRun.unit(5));
        String hex = HexFormat.of().formatHex(asked[0]);
        String r = rack.journal.of(Intent.class).get(0).r().hex();
        assertEquals("80540101", hex.substring(0, 8));
        assertEquals(ScriptedRun.SN.hex(), hex.substring(10, 26));
        assertEquals("00030005", hex.substring(26, 34));
        assertEquals(r, hex.substring(34, 66));
    }

    /** A new T changes what the module is; its next R is drawn when somebody plans for it again. */
    @Test
    void afterATransportKeyNoNextRandomIsAskedFor() throws Exception {
        ReferenceAs as = Units.loadingAs();
        Units.storeTa(
                as,
                new KeyDirectoryEntry(
                        9, "NEW T", 0, KeyType.AES_128, 2, false, true, Set.of(), Units.kcv(Units.TA128), 10),
                Units.TA128);
        Units.open(as);
        rack.as.becomes(as);
        int[] askedForNext = {-1};
        rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
            askedForNext[0] = command.p1();
            return card.transmit(command);
        });
        PlannedKey t = new PlannedKey(9, 0, "NEW T", KeyType.AES_128, 2, false, 1);
        PlannedKey after = new PlannedKey(3, 5, "KEY 3", KeyType.AES_128, 2, false, 0);
        PlannedUnit unit = ScriptedRun.unit(ScriptedRun.READER, ScriptedRun.SN, List.of(t, after));
        rack.load(unit);
        assertEquals(0, askedForNext[0]);
        assertEquals(Units.kcv(Units.TA128), ((Loaded) rack.outcomes().get(0)).kcv());
        assertEquals(
                "unit.anotherSet", rack.result().failure().orElseThrow().cause().id());
    }

    @Test
    void twoModulesOfARunAreEachBoundToTheirOwn() throws Exception {
        ReferenceEi other = Units.ei(Suite.AES_128, ScriptedRun.OTHER);
        rack.put("Reader 2", "EI 2", other);
        Run run = rack.open(ScriptedRun.unit(5), ScriptedRun.unit("Reader 2", ScriptedRun.OTHER, 6));
        // None is exported for until both are in work.
        run.pause();
        run.addAs(ScriptedRun.verified(rack.as), ScriptedRun.AS_ID);
        run.add(ScriptedRun.unit(5));
        run.add(ScriptedRun.unit("Reader 2", ScriptedRun.OTHER, 6));
        run.resume();
        run.finish();
        rack.end();
        assertEquals(List.of("loaded", "loaded"), rack.causes());
        assertEquals(
                List.of(true, false, true, false),
                List.of(
                        rack.card.holds(5, Units.TA128.toArray()),
                        rack.card.holds(6, Units.TA128.toArray()),
                        other.holds(6, Units.TA128.toArray()),
                        other.holds(5, Units.TA128.toArray())));
        assertEquals(2, rack.run().figures().unitsAtOnce());
    }
}
