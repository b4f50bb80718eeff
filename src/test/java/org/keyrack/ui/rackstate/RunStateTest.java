package org.keyrack.ui.rackstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.app.BenchView;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.plan.Plan;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.reader.ReaderSnapshot.Service;

/** The one state of a batch, told by its events alone: no window is needed. */
class RunStateTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Kcv KCV = new Kcv(Bytes.ofHex("be7ed6"));

    private static final BenchView NOTHING = new BenchView(Service.RUNNING, 16, true, List.of());

    private final RunBoard board = new RunBoard();

    private void begin() throws Exception {
        var profile = ProfileFile.parse("{name: Test, load: auto}".getBytes(StandardCharsets.UTF_8), "test");
        board.begin(new Plan(profile, KCV, List.of(), List.of(), List.of()), false, false, NOTHING);
    }

    private void accept(List<RunEvent> events) {
        board.accept(events, NOTHING);
    }

    private void started() throws Exception {
        begin();
        accept(List.of(new BatchStarted(
                NOW, 4, "Test", Bytes.ofHex("00".repeat(32)), "Ada", Bytes.ofHex("00000001"), KCV, 1, 2, true)));
    }

    @Test
    void aBatchBeginsLoadsAndEnds() throws Exception {
        assertEquals(RunState.NONE, RunState.of(board, true));
        begin();
        assertEquals(RunState.STARTING, RunState.of(board, true));
        started();
        assertEquals(RunState.LOADING, RunState.of(board, true));
        accept(List.of(new BatchEnded(NOW, 4, EndReason.FINISHED, BatchCounts.NONE)));
        assertEquals(RunState.ENDED, RunState.of(board, true));
    }

    @Test
    void anAsThatIsBackIsNotSaidToBeGone() throws Exception {
        started();
        accept(List.of(new PauseChanged(NOW, Set.of(PauseReason.AS_LOST))));
        assertEquals(RunState.AS_GONE, RunState.of(board, false));
        assertEquals(RunState.AS_BACK, RunState.of(board, true));
        assertTrue(RunState.AS_BACK.waiting() && RunState.AS_BACK.waitsForAs());
    }

    @Test
    void ofSeveralReasonsTheOneThatNobodyAtTheBenchCanEndComesFirst() throws Exception {
        started();
        accept(List.of(
                new PauseChanged(NOW, Set.of(PauseReason.OPERATOR)),
                new PauseChanged(NOW, EnumSet.allOf(PauseReason.class))));
        assertEquals(RunState.LEDGER_DOWN, RunState.of(board, true));
    }

    @Test
    void takingNoMoreModulesIsNoStop() throws Exception {
        started();
        board.finishing();
        assertEquals(RunState.FINISHING, RunState.of(board, true));
        accept(List.of(new PauseChanged(NOW, Set.of(PauseReason.OPERATOR))));
        assertEquals(RunState.PAUSED, RunState.of(board, true));
        accept(List.of(new PauseChanged(NOW, Set.of())));
        board.stopping();
        assertEquals(RunState.STOPPING, RunState.of(board, true));
    }
}
