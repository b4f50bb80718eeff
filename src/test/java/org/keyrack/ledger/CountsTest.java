package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.BatchTally;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.ProtocolStep;

/** Made-up batches: run, ledger and reports put each module into the same one class, and the sums are what was seen. */
class CountsTest {
    private static final int BATCHES = 400;
    private static final int KEYS = 3;

    private final List<Durable> events = new ArrayList<>();
    private Story story;
    private Random random;
    private ModuleCounts modules;
    private KeyCounts keys;

    @Test
    void everyModuleIsInOneClassAndTheSumIsWhatWasSeen() {
        for (long seed = 1; seed <= BATCHES; seed++) {
            batch(seed);
            String why = "seed " + seed;
            BatchTally tally = new BatchTally();
            events.forEach(tally::accept);
            BatchCounts counts = tally.counts();
            assertEquals(modules, counts.modules(), why);
            assertEquals(keys, counts.keys(), why);
            BatchView view = folded().view(new Hash());
            assertEquals(counts, view.summary().counts(), why);
            int never = counts.modules().seen() - view.units().size();
            for (ModuleClass each : ModuleClass.values()) {
                long rows = view.units().stream()
                        .filter(unit -> unit.state() == each)
                        .count();
                assertEquals(counts.of(each), rows + (each == ModuleClass.STOPPED ? never : 0), why + " " + each);
            }
            if (modules.of(ModuleClass.SET_ASIDE) == 0) {
                // The end counts what the run knew: what was put aside is told by events of its own.
                assertEquals(
                        Optional.of(counts), folded().summaryOfEnds(new Hash()).map(BatchSummary::counts), why);
            }
        }
    }

    private BatchFold folded() {
        List<EventLine> lines = new ArrayList<>();
        long seq = 0;
        for (Durable event : events) {
            for (EventLine line : lines(event)) {
                lines.add((line.has("batch") ? line : line.with("batch", 1))
                        .with("bench", "bench-1")
                        .with("seq", ++seq)
                        .with("prev", "0"));
            }
        }
        return new BatchFold(lines);
    }

    /** Of a module that another batch has, the ledger writes whose it is; the worker's end stays with the listener. */
    private static List<EventLine> lines(Durable event) {
        return event instanceof UnitEnded ended
                        && ended.result()
                                .failure()
                                .filter(why -> why.cause().equals(CauseId.CLAIMED))
                                .isPresent()
                ? List.of(EventLine.of(EventType.CLAIM_REFUSED, ended.at())
                        .with("sn", ended.sn().hex())
                        .with("reader", ended.reader())
                        .with("why", "bench-2 has it"))
                : EventEncoder.lines(event);
    }

    private void batch(long seed) {
        story = new Story(seed);
        random = new Random(seed);
        modules = ModuleCounts.NONE;
        keys = KeyCounts.NONE;
        events.clear();
        List<Runnable> seen = List.of(
                this::done,
                this::needsNothing,
                this::refused,
                this::twins,
                this::failed,
                this::unknown,
                this::stopped,
                this::setAside,
                this::claimed,
                this::failedThenLoaded,
                this::fault,
                this::neverBegun);
        int planned = 0;
        int most = 1 + random.nextInt(16);
        List<Runnable> chosen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Runnable one = seen.get(random.nextInt(seen.size()));
            chosen.add(one);
            planned += seen.indexOf(one) > 0 && seen.indexOf(one) < 4 ? 0 : 1;
        }
        events.add(story.batch(1, planned, planned * KEYS));
        module = 0;
        chosen.forEach(Runnable::run);
        events.add(new BatchEnded(story.ended(1, 0, 0).at(), 1, EndReason.FINISHED, new BatchCounts(modules, keys)));
    }

    private long module;

    private void is(ModuleClass one) {
        modules = modules.plus(one, 1);
        module++;
    }

    private void are(KeyClass one, int count) {
        keys = keys.plus(one, count);
    }

    private void done() {
        events.addAll(story.wholeUnit(module, KEYS));
        is(ModuleClass.DONE);
        are(KeyClass.LOADED, KEYS);
    }

    private void needsNothing() {
        events.add(story.needsNothing(1, module));
        is(ModuleClass.NOTHING_NEEDED);
    }

    /** Twice, for two reasons: one module. */
    private void refused() {
        events.add(story.refused(1, module, Refusal.Kind.WRITE_ONCE, "1"));
        events.add(story.refused(1, module, Refusal.Kind.WRONG_TYPE, ""));
        is(ModuleClass.REFUSED);
    }

    private void twins() {
        events.add(story.refused(1, module, Refusal.Kind.DUPLICATE_SN, "the other"));
        events.add(story.refused(1, module, "Other reader", Refusal.Kind.DUPLICATE_SN, "the first"));
        is(ModuleClass.REFUSED);
        is(ModuleClass.REFUSED);
    }

    /** The first key is in, the second is refused, the third was never asked for. */
    private void failed() {
        tried(State.FAILED);
        is(ModuleClass.FAILED);
        are(KeyClass.FAILED, 1);
    }

    private void unknown() {
        tried(State.UNKNOWN);
        is(ModuleClass.UNKNOWN);
        are(KeyClass.UNKNOWN, 1);
    }

    private void stopped() {
        tried(State.STOPPED);
        is(ModuleClass.STOPPED);
        are(KeyClass.NOT_BEGUN, 1);
    }

    private void setAside() {
        tried(State.FAILED);
        events.add(story.setAside(1, module));
        is(ModuleClass.SET_ASIDE);
        are(KeyClass.FAILED, 1);
    }

    private void tried(State end) {
        events.add(story.unit(module, KEYS));
        Intent first = story.intent(story.download(module, 1, 1));
        events.addAll(List.of(first, story.exported(first), story.loaded(first)));
        Intent second = story.intent(story.download(module, 2, 1));
        events.add(second);
        switch (end) {
            case FAILED -> events.addAll(List.of(story.exported(second), story.notLoaded(second, "link.HUNG")));
            case UNKNOWN -> events.addAll(List.of(story.exported(second), story.unknown(second)));
            default -> events.add(story.notLoaded(second, CauseId.STOPPED.id()));
        }
        events.add(story.unitEnded(module, end, 1, KEYS));
        are(KeyClass.LOADED, 1);
        are(KeyClass.NOT_BEGUN, 1);
    }

    /** Another batch has it: the ledger writes a line of its own, which the worker's end stands for here. */
    private void claimed() {
        Failure claimed = new Failure(
                ProtocolStep.SN, "", java.util.OptionalInt.empty(), CauseId.CLAIMED, List.of("bench-2 has it"));
        UnitStarted started = story.unit(module, KEYS);
        events.add(new UnitEnded(
                started.at(),
                started.sn(),
                started.reader(),
                new UnitResult(State.FAILED, 0, KEYS, Optional.of(claimed))));
        is(ModuleClass.REFUSED);
        are(KeyClass.NOT_BEGUN, KEYS);
    }

    /** In continuous mode: put in again, its missing keys are planned anew. */
    private void failedThenLoaded() {
        tried(State.FAILED);
        keys = keys.plus(KeyClass.NOT_BEGUN, -1).plus(KeyClass.LOADED, 2);
        events.add(story.unit(module, 2));
        for (int key = 2; key <= KEYS; key++) {
            Intent intent = story.intent(story.download(module, key, 1));
            events.addAll(List.of(intent, story.exported(intent), story.loaded(intent)));
        }
        events.add(story.unitEnded(module, State.DONE, 2, 2));
        is(ModuleClass.DONE);
    }

    /** The program failed while a key was on its way: nobody knows whether it is in. */
    private void fault() {
        events.add(story.unit(module, KEYS));
        Intent intent = story.intent(story.download(module, 1, 1));
        events.addAll(List.of(intent, story.exported(intent)));
        events.add(story.unitEnded(module, State.FAILED, 0, KEYS));
        is(ModuleClass.UNKNOWN);
        are(KeyClass.UNKNOWN, 1);
        are(KeyClass.NOT_BEGUN, KEYS - 1);
    }

    private void neverBegun() {
        is(ModuleClass.STOPPED);
        are(KeyClass.NOT_BEGUN, KEYS);
    }
}
