package org.keyrack.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock whose waiting is the simulated world's. */
final class SimulatedLock implements Lock {
    private final SimulatedWorld world;
    private SimulatedThread owner;
    private int depth;

    SimulatedLock(SimulatedWorld world) {
        this.world = world;
    }

    @Override
    public void lock() {
        SimulatedThread me = world.me();
        if (me == null) {
            // Whoever tidies up behind a world that has ended finds nobody in it.
            depth++;
            return;
        }
        if (owner != me || depth == 0) {
            world.mayHandOn();
            world.await(() -> depth == 0);
            owner = me;
        }
        depth++;
    }

    @Override
    public void unlock() {
        // A thread that a world's end has thrown out of a wait holds nothing.
        if (owner == world.me() && depth > 0) {
            depth--;
        }
    }

    @Override
    public Condition newCondition() {
        return new SimulatedCondition();
    }

    @Override
    public void lockInterruptibly() {
        lock();
    }

    @Override
    public boolean tryLock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    private final class SimulatedCondition implements Condition {
        private final Queue<boolean[]> waiting = new ArrayDeque<>();

        @Override
        public void await() {
            boolean[] signalled = new boolean[1];
            waiting.add(signalled);
            int held = depth;
            depth = 0;
            world.await(() -> signalled[0] && depth == 0);
            owner = world.me();
            depth = held;
        }

        @Override
        public long awaitNanos(long atMost) {
            boolean[] signalled = new boolean[1];
            waiting.add(signalled);
            long until = world.nanos() + atMost;
            int held = depth;
            depth = 0;
            world.await(() -> signalled[0] && depth == 0, Duration.ofNanos(Math.max(0, atMost)));
            world.await(() -> depth == 0);
            // By identity: nobody is told who does not wait any more.
            waiting.remove(signalled);
            owner = world.me();
            depth = held;
            return until - world.nanos();
        }

        @Override
        public void signal() {
            boolean[] first = waiting.poll();
            if (first != null) {
                first[0] = true;
            }
        }

        @Override
        public void signalAll() {
            while (!waiting.isEmpty()) {
                signal();
            }
        }

        @Override
        public void awaitUninterruptibly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean await(long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new UnsupportedOperationException();
        }
    }
}
