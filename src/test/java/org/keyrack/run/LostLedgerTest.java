package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.UnitResult.State;

/** A run whose ledger is another program's now, or that cannot write its end, ends all the same and says why. */
class LostLedgerTest {
    private final ScriptedRun rack;

    LostLedgerTest() throws Exception {
        rack = new ScriptedRun();
    }

    /** Another program works with this ledger now: whatever else was asked for, that is why the run ends. */
    @Test
    void aLedgerThatIsLostForGoodEndsTheRunWithThatReason() throws Exception {
        boolean[] lost = {false};
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(Exported.class::isInstance)) {
                rack.run().stop();
                lost[0] = true;
            }
            if (lost[0]) {
                throw new JournalUnavailable("Another program has the ledger", null, true);
            }
        });
        RunSummary summary = rack.load(ScriptedRun.unit(5, 6));
        assertEquals(EndReason.LEDGER_LOST, summary.reason());
        assertEquals(EndReason.LEDGER_LOST, rack.told(BatchEnded.class).get(0).reason());
        assertEquals(0, rack.count("EI IMPORTKEY"), "nothing is written to the module that the ledger does not know");
        assertEquals(State.STOPPED, rack.result().state());
        assertFalse(rack.run().add(ScriptedRun.unit(7)));
    }

    @Test
    void aLedgerThatIsLostWithTheEndAloneIsTheReasonTold() throws Exception {
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(BatchEnded.class::isInstance)) {
                throw new JournalUnavailable("Another program has the ledger", null, true);
            }
        });
        assertEquals(EndReason.LEDGER_LOST, rack.load(ScriptedRun.unit(5)).reason());
        assertEquals(EndReason.LEDGER_LOST, rack.told(BatchEnded.class).get(0).reason());
    }

    @Test
    void aStopThatCannotWriteItsEndKeepsItsReason() throws Exception {
        rack.listener = event -> {
            if (event instanceof Exported) {
                rack.run().stop();
            }
        };
        rack.journal.guard(RecordingJournal.unavailableFor(BatchEnded.class));
        assertEquals(
                EndReason.STOPPED_BY_OPERATOR, rack.load(ScriptedRun.unit(5)).reason());
        assertEquals(List.of(), rack.journal.of(BatchEnded.class));
    }
}
