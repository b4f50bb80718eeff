package org.keyrack.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final World world = World.real();

    @Test
    void anEventIsAwaitedForATimeHoweverItEnds() throws Exception {
        assertFalse(world.await(new CompletableFuture<>(), SHORT));
        assertFalse(world.await(new CompletableFuture<>(), Duration.ofSeconds(-1)));
        assertTrue(world.await(CompletableFuture.completedFuture(1), SHORT));
        assertTrue(world.await(CompletableFuture.failedFuture(new IllegalStateException()), SHORT));
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertTrue(world.await(cancelled, SHORT));
    }

    @Test
    void aSignalWakesWhoWaitsForWhatItBroughtAbout() throws Exception {
        Signal signal = new Signal(world);
        AtomicBoolean there = new AtomicBoolean();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> awaited = new CompletableFuture<>();
        world.start("waits", () -> {
            try {
                awaited.complete(signal.await(
                        () -> {
                            asked.complete(null);
                            return there.get();
                        },
                        () -> false,
                        LONG));
            } catch (InterruptedException e) {
                awaited.completeExceptionally(e);
            }
        });
        asked.get(20, TimeUnit.SECONDS);
        signal.give();
        there.set(true);
        signal.give();
        assertTrue(awaited.get(20, TimeUnit.SECONDS));
        assertFalse(signal.await(() -> false, () -> true, LONG), "who has closed is not waited for");
        assertFalse(signal.await(() -> false, () -> false, SHORT));
    }

    @Test
    void workIsDoneInItsOrderAlsoAfterAPieceThatFails() throws Exception {
        WorkQueue queue = new WorkQueue(world, "work");
        List<Integer> done = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            int piece = i;
            assertTrue(queue.add(() -> {
                done.add(piece);
                if (piece == 50) {
                    throw new IllegalStateException("made by the test");
                }
            }));
        }
        queue.add(() -> last.complete(null));
        queue.close();
        assertFalse(queue.add(() -> done.add(-1)));
        last.get(20, TimeUnit.SECONDS);
        assertEquals(100, done.size());
        for (int i = 0; i < 100; i++) {
            assertEquals(i, done.get(i));
        }
    }
}
