package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.run.RunSummary;

/** Continuous mode with hands as quick as can be: a finished module is replaced while its end is still being told. */
@Tag("rack")
class ReplacedModulesTest {
    private static final int ROUNDS = 8;
    private static final int MODULES = 30;

    @Test
    void everyModuleThatWasBegunIsDoneOnceHoweverSoonItIsReplaced() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ExecutorService hands = Executors.newCachedThreadPool();
            Set<SerialNumber> done = ConcurrentHashMap.newKeySet();
            try (Rack rack = Rack.of(3, "[]")) {
                List<LoadRun> load = new ArrayList<>();
                load.add(rack.batches.start(rack.plan(), new Batches.Options("tester", true), event -> {
                    rack.events.add(event);
                    if (event instanceof UnitEnded ended
                            && ended.result().state() == State.DONE
                            && done.add(ended.sn())) {
                        hands.execute(() -> {
                            if (done.size() >= MODULES) {
                                load.get(0).finish();
                            } else {
                                rack.cards.replaceUnit(ended.reader());
                            }
                        });
                    }
                }));
                RunSummary summary = load.get(0).end().get(60, TimeUnit.SECONDS);
                List<SerialNumber> begun = rack.journal.of(UnitStarted.class).stream()
                        .map(UnitStarted::sn)
                        .toList();
                assertEquals(Set.copyOf(begun).size(), begun.size(), () -> "begun twice: " + begun);
                assertEquals(
                        Set.of(State.DONE),
                        rack.journal.of(UnitEnded.class).stream()
                                .map(ended -> ended.result().state())
                                .collect(Collectors.toSet()),
                        () -> rack.journal.of(UnitEnded.class).stream()
                                .filter(ended -> ended.result().state() != State.DONE)
                                .toList()
                                .toString());
                assertEquals(begun.size(), summary.of(ModuleClass.DONE), () -> summary.toString());
                assertEquals(2 * begun.size(), summary.of(KeyClass.LOADED));
            } finally {
                hands.shutdownNow();
            }
        }
    }
}
