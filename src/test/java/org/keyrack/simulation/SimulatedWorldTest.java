package org.keyrack.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

class SimulatedWorldTest {
    private static SimulatedWorld world(long seed) {
        return new SimulatedWorld(Choices.drawn(seed), Duration.ZERO, 100, new Trace());
    }

    @Test
    void timePassesAtOnceAndInOrder() {
        SimulatedWorld world = world(1);
        List<String> order = new ArrayList<>();
        Instant begun = world.now();
        world.run(() -> {
            world.start("later", () -> {
                world.sleep(Duration.ofDays(2));
                order.add("later");
            });
            world.sleep(Duration.ofDays(1));
            order.add("sooner");
        });
        assertEquals(List.of("sooner", "later"), order);
        assertTrue(!world.now().isBefore(begun.plus(Duration.ofDays(2))));
    }

    @Test
    void seedsMeetEveryOrderOfThreadsAndOneSeedAlwaysTheSame() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            List<Integer> order = order(seed);
            assertEquals(order, order(seed));
            orders.add(order);
        }
        assertEquals(6, orders.size());
    }

    private static List<Integer> order(long seed) {
        SimulatedWorld world = world(seed);
        List<Integer> order = new ArrayList<>();
        CompletableFuture<Void> begin = new CompletableFuture<>();
        world.run(() -> {
            for (int i = 0; i < 3; i++) {
                int number = i;
                world.start("thread " + i, () -> {
                    world.await(begin, Duration.ofSeconds(1));
                    order.add(number);
                });
            }
            begin.complete(null);
        });
        return order;
    }

    @Test
    void twoThreadsThatWaitForEachOtherAreFoundWithTheirStacks() {
        Finding found = assertThrows(Finding.class, () -> {
            for (long seed = 0; seed < 500; seed++) {
                SimulatedWorld world = world(seed);
                Lock one = world.lock();
                Lock other = world.lock();
                world.run(() -> {
                    world.start("second", () -> both(other, one));
                    both(one, other);
                });
            }
        });
        assertTrue(found.getMessage().contains("every thread waits"), found.getMessage());
        assertTrue(found.getMessage().contains("second") && found.getMessage().contains("both"), found.getMessage());
    }

    private static void both(Lock first, Lock second) {
        first.lock();
        try {
            second.lock();
            try {
                assertTrue(first != second);
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
    }

    @Test
    void theEndOfAWorldEndsEveryThreadAndLetsNothingMoreHappen() {
        SimulatedWorld world = world(3);
        List<String> done = new ArrayList<>();
        world.run(() -> {
            world.start("waits", () -> {
                world.sleep(Duration.ofHours(1));
                done.add("too late");
            });
            world.sleep(Duration.ofMinutes(1));
            world.end();
        });
        assertTrue(world.isOver());
        assertEquals(List.of(), done);
    }

    @Test
    void aThreadThatFailsIsAFinding() {
        SimulatedWorld world = world(4);
        Finding found = assertThrows(
                Finding.class,
                () -> world.run(() -> world.start("fails", () -> {
                    throw new IllegalStateException("made by the test");
                })));
        assertTrue(found.getMessage().contains("made by the test"), found.getMessage());
    }
}
