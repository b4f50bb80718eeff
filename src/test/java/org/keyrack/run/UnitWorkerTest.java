package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.reference.Units;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.UnitAccess;
import org.keyrack.world.World;

/** A worker alone, on the thread of its test: what it tells its run, and what becomes of it when it is interrupted. */
class UnitWorkerTest {
    private final List<Integer> remaining = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<UnitResult> ends = new ArrayList<>();
    private final List<RunEvent> told = new ArrayList<>();
    private final ScriptedAccess access = new ScriptedAccess(line -> {});
    private final AsSession as;
    private Commit commit = events -> {};

    UnitWorkerTest() throws Exception {
        access.put(ScriptedRun.READER, new ScriptedCard("EI", Units.ei(Suite.AES_128, Units.SN), line -> {}));
        as = ScriptedRun.verified(new ScriptedCard("AS", Units.as(), line -> {}));
    }

    /** What the ledger does with events. */
    private interface Commit {
        void events(List<Durable> events) throws InterruptedException;
    }

    /** A run of one module, whose AS answers on the module's own thread. */
    private final class Context implements RunContext {
        @Override
        public RunSettings settings() {
            return ScriptedRun.settings(2, 0);
        }

        @Override
        public UnitAccess access() {
            return access;
        }

        @Override
        public World world() {
            return new PassingWorld();
        }

        @Override
        public boolean stopping() {
            return false;
        }

        @Override
        public Export export(ExportKey command, int left) {
            remaining.add(left);
            try {
                return new Export(as.exportKey(command), ScriptedRun.AS_ID, AsKind.CARD);
            } catch (CardFailure failure) {
                throw new AssertionError(failure);
            }
        }

        @Override
        public void commit(List<Durable> events) throws InterruptedException {
            commit.events(events);
        }

        @Override
        public void imported(long nanos) {
            assertTrue(Duration.ofNanos(nanos).toSeconds() < 20, "nanoseconds");
        }

        @Override
        public void tell(RunEvent event) {
            told.add(event);
        }

        @Override
        public void ended(UnitResult result) {
            ends.add(result);
        }

        @Override
        public void fault(Throwable e) {
            faults.add(e);
        }
    }

    /** @return whether the thread is interrupted afterwards */
    private boolean work(int... locations) {
        new UnitWorker(ScriptedRun.unit(locations), new Context()).run();
        return Thread.interrupted();
    }

    private static boolean has(List<Durable> events, Class<? extends RunEvent> type) {
        return events.stream().anyMatch(type::isInstance);
    }

    /** The AS serves the longest chain first: this key is counted with those after it. */
    @Test
    void theAsHearsHowManyKeysTheModuleStillNeeds() {
        work(5, 6, 7);
        assertEquals(List.of(3, 2, 1), remaining);
    }

    @Test
    void aWorkerThatIsInterruptedEndsStoppedAndStaysInterrupted() {
        boolean[] once = {false};
        commit = events -> {
            if (has(events, Exported.class) && !once[0]) {
                once[0] = true;
                throw new InterruptedException();
            }
        };
        assertTrue(work(5));
        assertEquals(State.STOPPED, ends.get(0).state());
        assertEquals(List.of(), faults);
    }

    @Test
    void aWorkerThatIsInterruptedAtItsEndTellsItAndStaysInterrupted() {
        commit = events -> {
            if (has(events, UnitEnded.class)) {
                throw new InterruptedException();
            }
        };
        assertTrue(work(5));
        assertEquals(List.of(State.DONE), ends.stream().map(UnitResult::state).toList());
        assertEquals(1, told.stream().filter(UnitEnded.class::isInstance).count());
    }

    @Test
    void aFaultOfTheProgramIsHandedToTheRunWhereverItComes() {
        IllegalStateException first = new IllegalStateException("made by the test");
        IllegalStateException second = new IllegalStateException("made by the test, too");
        commit = events -> {
            if (has(events, UnitEnded.class)) {
                throw second;
            }
            if (has(events, Exported.class)) {
                throw first;
            }
        };
        work(5);
        assertEquals(List.of(first, second), faults);
        assertEquals(1, ends.size());
    }
}
