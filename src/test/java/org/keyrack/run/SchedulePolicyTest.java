package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.run.ScheduleSimulation.Grant;

class SchedulePolicyTest {
    @Test
    void neverTwoDownloadsAtOnceNeverAStaleRNeverAnIdleAsWithWorkReady() {
        Seeded.repeat(300, SchedulePolicyTest::everyScheduleKeepsItsRules);
    }

    private static void everyScheduleKeepsItsRules(Random random) {
        int asCards = Seeded.between(random, 1, 3);
        int slots = Seeded.between(random, 1, 32);
        int units = Seeded.between(random, 1, 100);
        int initiate = Seeded.between(random, 0, 300);
        int export = Seeded.between(random, 1, 300);
        int store = Seeded.between(random, 0, 500);
        long seed = random.nextLong();
        ScheduleSimulation simulation = new ScheduleSimulation(asCards, initiate, export, store);
        simulation.run(slots, units, number -> 1 + Math.floorMod(seed + number * 7L, 8));
        assertEquals(0, simulation.idleWithWork());
        Map<Integer, Long> busyUntil = new HashMap<>();
        Set<Long> randoms = new HashSet<>();
        for (Grant grant : simulation.grants()) {
            assertTrue(busyUntil.getOrDefault(grant.unit(), -1L) <= grant.from(), "two downloads at once");
            busyUntil.put(grant.unit(), grant.to() + store);
            assertTrue(randoms.add(((long) grant.unit() << 32) | grant.random()), "an R used twice");
        }
    }

    @Test
    void aFullRackEndsAtTheBound() {
        assertEquals(
                ScheduleSimulation.bound(15, 4, 1, 40, 120, 180),
                new ScheduleSimulation(1, 40, 120, 180).run(15, 15, number -> 4));
        long two = new ScheduleSimulation(2, 40, 120, 180).run(14, 14, number -> 4);
        assertTrue(two <= 1.01 * ScheduleSimulation.bound(14, 4, 2, 40, 120, 180), "two AS cards: " + two);
    }

    @Test
    void longChainsGoFirstSoThatTheTailIsShort() {
        // One unit with 12 keys among many with 2: started last it would run alone at the end.
        ScheduleSimulation simulation = new ScheduleSimulation(1, 40, 120, 180);
        long time = simulation.run(15, 15, number -> number == 14 ? 12 : 2);
        assertTrue(time <= 40 + 40 * 120 + 180 + 300, "the long chain ran beside the short ones: " + time);
    }

    @Test
    void inContinuousModeNobodyStarves() {
        ScheduleSimulation simulation = new ScheduleSimulation(1, 40, 120, 180);
        simulation.run(16, 2000, number -> 4);
        assertTrue(simulation.longestWait() <= 4 * 16 * 120, "longest wait " + simulation.longestWait() + " ms");
    }

    @Test
    void tenThousandUnitsInContinuousModeKeepTheAsBusyToTheEnd() {
        ScheduleSimulation simulation = new ScheduleSimulation(1, 40, 120, 180);
        long time = simulation.run(15, 10_000, number -> 4);
        double utilization = 10_000 * 4 * 120.0 / time;
        assertTrue(utilization > 0.999, "utilization " + utilization);
    }
}
