package org.keyrack.simulation;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.keyrack.simulation.Choices.Kind;
import org.keyrack.world.World;

/**
 * A world in which one thread at a time has the turn. Where a thread waits, the choices say who goes on among those that can;
 * when none can, the clock jumps to the next end of a wait.
 */
final class SimulatedWorld implements World {
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final int MOST_STEPS = 100_000;
    private static final int STEPS_TO_END = 1_000;
    private static final long STEP_NANOS = 1_000;
    private static final long STUCK_SECONDS = 30;

    private static final ExecutorService CARRIERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "simulated");
        thread.setDaemon(true);
        return thread;
    });

    private final Choices choices;
    private final int handOnOfThousand;
    private final SecureRandom random;
    private final List<SimulatedThread> threads = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Trace trace;
    private volatile SimulatedThread current;
    private final AtomicLong steps = new AtomicLong();
    private long stepsAtEnd;
    private long nanos;
    private Duration shift;
    private volatile boolean over;
    private final Program first = new Program();
    private Throwable found;

    /**
     * @param began what the clock on the wall is ahead of the beginning of the simulation
     * @param handOnOfThousand how often a thread hands the turn on although it could go on
     */
    SimulatedWorld(Choices choices, Duration began, int handOnOfThousand, Trace trace) {
        this.choices = choices;
        this.shift = began;
        this.handOnOfThousand = handOnOfThousand;
        this.trace = trace;
        try {
            random = SecureRandom.getInstance("SHA1PRNG");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        random.setSeed(choices.seed() ^ began.toNanos());
    }

    /** Runs the work, and all that it starts, until nothing of it is left; what was found meanwhile is thrown. */
    void run(Runnable work) {
        start("program", work);
        current = threads.get(0);
        current.turn.release();
        awaitEnd();
        if (found instanceof Finding finding) {
            throw finding;
        }
        if (found != null) {
            throw new Finding(current.name + ": " + found, found);
        }
    }

    private void awaitEnd() {
        long seen = -1;
        while (seen != steps.get()) {
            seen = steps.get();
            try {
                ended.get(STUCK_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException slow) {
                // Slow, or stuck: the turns tell.
            } catch (InterruptedException | ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw new Finding("a thread waits past the world, perhaps for a monitor" + stacks());
    }

    private String stacks() {
        StringBuilder text = new StringBuilder();
        for (SimulatedThread thread : threads) {
            if (!thread.ended) {
                text.append("\n  ").append(thread.name).append(thread == current ? " (has the turn)" : "");
                Thread carrier = thread.carrier;
                StackTraceElement[] stack = carrier == null ? new StackTraceElement[0] : carrier.getStackTrace();
                for (StackTraceElement line : stack) {
                    if (line.getClassName().startsWith("org.keyrack.")) {
                        text.append("\n    ").append(line);
                    }
                }
            }
        }
        return text.toString();
    }

    /** Begins another program in the world: it can be killed while the rest goes on. */
    void begin(String name, Runnable work) {
        start(name, work, new Program());
    }

    /** Starts a thread of a program, whoever asks for it. */
    void start(String name, Runnable work, Program of) {
        if (over && current != null || of.over) {
            return;
        }
        SimulatedThread thread = new SimulatedThread(name, work, of);
        threads.add(thread);
        CARRIERS.execute(() -> carry(thread));
    }

    /** The program that has the turn; without one the first of the world. */
    Program program() {
        SimulatedThread me = me();
        return me == null ? first : me.program;
    }

    /** Ends the program that has the turn at once, and the world with its last one. */
    void kill() {
        Program mine = program();
        if (threads.stream().allMatch(thread -> thread.program == mine)) {
            end();
        }
        mine.over = true;
        throw new WorldEnded();
    }

    /** Nothing happens in it any more, also when each of its programs was killed by itself. */
    void close() {
        over = true;
    }

    /** Threads that end together. */
    static final class Program {
        private boolean over;
        private long stepsAtEnd;

        private Program() {}

        boolean isOver() {
            return over;
        }
    }

    /** Ends the world at once, as when the power goes. */
    void end() {
        over = true;
        throw new WorldEnded();
    }

    /** Ends the world with what was found. */
    void fail(Throwable what) {
        if (found == null) {
            found = what;
        }
        over = true;
    }

    boolean isOver() {
        return over || program().over;
    }

    void requireAlive() {
        if (isOver()) {
            throw new WorldEnded();
        }
    }

    /** Sets the clock on the wall. */
    void setClock(Duration by) {
        shift = shift.plus(by);
    }

    /** What the clock on the wall is ahead of the beginning. */
    Duration ahead() {
        return shift.plusNanos(nanos);
    }

    long steps() {
        return steps.get();
    }

    SimulatedThread me() {
        SimulatedThread now = current;
        return now != null && now.carrier == Thread.currentThread() ? now : null;
    }

    @Override
    public Instant now() {
        return BEGIN.plus(shift).plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public SecureRandom random() {
        return random;
    }

    @Override
    public void start(String name, Runnable work) {
        start(name, work, program());
    }

    private void carry(SimulatedThread thread) {
        thread.carrier = Thread.currentThread();
        thread.turn.acquireUninterruptibly();
        try {
            requireAlive();
            thread.work.run();
        } catch (WorldEnded end) {
            trace.note(thread.name, "ends with its world");
        } catch (Throwable thrown) {
            if (!over && !thread.program.over) {
                fail(thrown);
            }
        }
        thread.ended = true;
        // The carrier may be another world's at once.
        thread.carrier = null;
        threads.remove(thread);
        handOn(thread);
    }

    /** Hands the turn on although the thread could go on, now and then. */
    void mayHandOn() {
        if (choices.happens(Kind.SCHEDULE, handOnOfThousand)) {
            await(() -> true, SimulatedThread.NEVER, true);
        }
    }

    /** Waits until a condition holds. */
    void await(BooleanSupplier condition) {
        await(condition, SimulatedThread.NEVER, false);
    }

    /** The same, for a while at most. */
    void await(BooleanSupplier condition, Duration atMost) {
        await(condition, nanos + atMost.toNanos(), false);
    }

    private void await(BooleanSupplier condition, long deadline, boolean always) {
        requireAlive();
        if (!always && condition.getAsBoolean()) {
            return;
        }
        SimulatedThread me = me();
        if (me == null) {
            throw new Finding("a thread that is not the world's waits in it: "
                    + Thread.currentThread().getName());
        }
        me.ready = condition;
        me.deadline = deadline;
        handOn(me);
        requireAlive();
    }

    private void handOn(SimulatedThread from) {
        long taken = steps.incrementAndGet();
        nanos += STEP_NANOS;
        if (!over && from.program.over && ++from.program.stepsAtEnd > STEPS_TO_END) {
            fail(new Finding("threads go on for 1,000 steps after their program was killed" + stacks()));
        }
        if (over && ++stepsAtEnd > STEPS_TO_END) {
            fail(new Finding("threads go on for 1,000 steps after their world ended" + stacks()));
        }
        if (taken > MOST_STEPS && !over) {
            fail(new Finding("no end within 100,000 steps" + stacks()));
        }
        if (threads.isEmpty() || stepsAtEnd > 2 * STEPS_TO_END) {
            ended.complete(null);
            return;
        }
        SimulatedThread next = next(from);
        if (next == from) {
            return;
        }
        current = next;
        trace.turn(next.name, nanos);
        next.turn.release();
        if (!from.ended) {
            from.turn.acquireUninterruptibly();
        }
    }

    private SimulatedThread next(SimulatedThread from) {
        if (over) {
            return threads.get(0);
        }
        for (SimulatedThread thread : threads) {
            if (thread.program.over) {
                return thread;
            }
        }
        List<SimulatedThread> ready = ready(from);
        if (ready.isEmpty()) {
            long next =
                    threads.stream().mapToLong(thread -> thread.deadline).min().orElseThrow();
            if (next == SimulatedThread.NEVER) {
                fail(new Finding("every thread waits, and for nothing that will come" + stacks()));
                return threads.get(0);
            }
            nanos = Math.max(nanos, next);
            ready = ready(from);
        }
        return ready.size() == 1 ? ready.get(0) : ready.get(choices.pick(Kind.SCHEDULE, ready.size()));
    }

    /** Who can go on; who has the turn comes first. */
    private List<SimulatedThread> ready(SimulatedThread from) {
        List<SimulatedThread> ready = new ArrayList<>();
        for (SimulatedThread thread : threads) {
            if (thread.canGoOn(nanos)) {
                ready.add(thread == from ? 0 : ready.size(), thread);
            }
        }
        return ready;
    }

    @Override
    public void sleep(Duration time) {
        requireAlive();
        if (time.toNanos() > 0) {
            await(() -> false, nanos + time.toNanos(), false);
        }
    }

    @Override
    public <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException {
        if (!answer.isDone()) {
            await(answer::isDone);
        }
        return answer.get();
    }

    @Override
    public boolean await(CompletableFuture<?> event, Duration atMost) {
        if (!event.isDone() && atMost.toNanos() > 0) {
            await(event::isDone, nanos + atMost.toNanos(), false);
        }
        return event.isDone();
    }

    @Override
    public Lock lock() {
        return new SimulatedLock(this);
    }
}
