package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.RackHead;
import org.keyrack.journal.ModuleClass;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.run.RunSummary;

/** A bench of a hundred and of a thousand modules in one process is loaded whole, and each is asked no more than in a small one. */
@Tag("rack")
class LargeRackTest {
    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void everyModuleIsLoadedWithOneCommandAKeyOnEachSide(int units) throws Exception {
        String manyExports = RackHead.AS.replace("exports: 1000", "exports: 100000");
        try (Rack rack = Rack.withAs(manyExports, units)) {
            RunSummary summary = rack.start(rack.plan(), event -> {}).end().get(90, TimeUnit.SECONDS);
            rack.assertCounts(summary, 2 * units, 0, 0);
            assertEquals(units, summary.of(ModuleClass.DONE));
            assertEquals(2 * units, rack.exports());
            String last = "Virtual Reader " + (units + 1);
            assertEquals(1, rack.count(last, Instruction.INITIATE));
            assertEquals(2, rack.count(last, Instruction.IMPORTKEY));
        }
    }

    /** Listeners are told of the bench as it is now: cards that were read meanwhile are told together. */
    @Test
    void listenersOfALargeBenchAreNotToldOfEachCardByItself() throws Exception {
        try (Rack rack = Rack.withAs(RackHead.AS, 200)) {
            AtomicInteger told = new AtomicInteger();
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<BenchView> all = new CompletableFuture<>();
            rack.plan();
            rack.bench.listen(view -> {
                told.incrementAndGet();
                first.countDown();
                try {
                    assertTrue(go.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (told.get() > 1 && view.slots().stream().noneMatch(slot -> slot.state() == SlotView.State.READING)) {
                    all.complete(view);
                }
            });
            assertTrue(first.await(30, TimeUnit.SECONDS));
            // While the listener is held up, every module is read anew.
            rack.bench.view().slots().forEach(slot -> rack.bench.readAgain(slot.reader()));
            rack.bench.awaitRead(Duration.ofSeconds(30));
            Rack.awaitReadings();
            go.countDown();
            all.get(30, TimeUnit.SECONDS);
            // Once when it began to listen, once of all cards together, and once of what was on its way before it
            // listened.
            assertTrue(told.get() <= 3, "told " + told.get() + " times of 200 cards");
        }
    }
}
