package org.keyrack.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;

/**
 * A discrete-event simulation of a rack that is driven by the real policy. Times are milliseconds of simulated time.
 */
final class ScheduleSimulation {
    private final long initiate;
    private final long export;
    private final long store;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Unit> waiting = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;
    private long arrivals;
    private int idleAs;
    private long idleWithWork;
    private long longestWait;

    ScheduleSimulation(int asCards, long initiate, long export, long store) {
        this.initiate = initiate;
        this.export = export;
        this.store = store;
        this.idleAs = asCards;
    }

    /**
     * Runs a rack.
     *
     * @param slots units at work at the same time
     * @param units units in all: a finished one is replaced at once, while some are left
     * @param keys downloads of each unit, by its number
     * @return simulated time from the first INITIATE to the last receipt
     */
    long run(int slots, int units, IntUnaryOperator keys) {
        int[] next = {0};
        for (int slot = 0; slot < Math.min(slots, units); slot++) {
            begin(next, units, keys);
        }
        while (!events.isEmpty()) {
            Event event = events.poll();
            now = event.at();
            event.action().run();
            serve(next, units, keys);
            if (idleAs > 0 && !waiting.isEmpty()) {
                idleWithWork++;
            }
        }
        return now;
    }

    private void begin(int[] next, int units, IntUnaryOperator keys) {
        if (next[0] < units) {
            int number = next[0]++;
            Unit unit = new Unit(number, keys.applyAsInt(number));
            at(initiate, () -> arrive(unit));
        }
    }

    private void arrive(Unit unit) {
        unit.since = ++arrivals;
        unit.arrived = now;
        unit.random++;
        waiting.add(unit);
    }

    private void serve(int[] next, int units, IntUnaryOperator keys) {
        while (idleAs > 0 && !waiting.isEmpty()) {
            Unit unit = SchedulePolicy.next(waiting, arrivals).orElseThrow();
            waiting.remove(unit);
            idleAs--;
            longestWait = Math.max(longestWait, now - unit.arrived);
            grants.add(new Grant(unit.number, unit.random, now, now + export));
            at(export, () -> {
                idleAs++;
                at(store, () -> stored(unit, next, units, keys));
            });
        }
    }

    private void stored(Unit unit, int[] next, int units, IntUnaryOperator keys) {
        unit.remaining--;
        if (unit.remaining > 0) {
            arrive(unit);
        } else {
            begin(next, units, keys);
        }
    }

    private void at(long delay, Runnable action) {
        events.add(new Event(now + delay, order++, action));
    }

    List<Grant> grants() {
        return grants;
    }

    /** How often an AS was idle although a unit waited; must be 0. */
    long idleWithWork() {
        return idleWithWork;
    }

    long longestWait() {
        return longestWait;
    }

    /** design.md, Scheduling: no schedule of a full rack is faster. */
    static long bound(int units, int keys, int asCards, long initiate, long export, long store) {
        long exports = (long) Math.ceil((double) units * keys / asCards);
        return Math.max(initiate + exports * export + store, initiate + keys * (export + store));
    }

    /** An export: which unit, its how manieth R, from when to when. */
    record Grant(int unit, int random, long from, long to) {}

    private record Event(long at, long order, Runnable action) {}

    private static final class Unit implements SchedulePolicy.Waiting {
        private final int number;
        private int remaining;
        private long since;
        private long arrived;
        private int random;

        Unit(int number, int remaining) {
            this.number = number;
            this.remaining = remaining;
        }

        @Override
        public int remaining() {
            return remaining;
        }

        @Override
        public long since() {
            return since;
        }
    }
}
