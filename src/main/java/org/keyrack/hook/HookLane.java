package org.keyrack.hook;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.keyrack.hook.HookProblem.Kind;

/** The calls of one hook, one after another in a thread of their own: one that hangs holds up no other. */
final class HookLane {
    /** More than wait here are not told: a hook that is too slow for its bench must not gather without end. */
    static final int WAITING = 256;

    /** So many limits in a row, and it is left out until the next batch. */
    static final int HANGS = 3;

    private final HookName hook;
    private final HookProcess process;
    private final Consumer<HookProblem> listener;
    private final BlockingQueue<HookCall> calls = new LinkedBlockingQueue<>(WAITING);
    private final Map<Kind, HookProblem> problems = new EnumMap<>(Kind.class);
    private final Thread thread;
    private int open;
    private int hangs;

    HookLane(HookName hook, HookProcess process, Consumer<HookProblem> listener) {
        this.hook = hook;
        this.process = process;
        this.listener = listener;
        this.thread = new Thread(this::work, "hook " + hook.file());
        thread.setDaemon(true);
        thread.start();
    }

    /** A new batch: what was left out gets another chance. */
    synchronized void beginAnew() {
        hangs = 0;
        problems.clear();
    }

    void add(HookCall call) {
        boolean taken;
        synchronized (this) {
            taken = calls.offer(call);
            if (taken) {
                open++;
            }
        }
        if (!taken) {
            note(new HookProblem(hook, Kind.NOT_TOLD, "", 1));
        }
    }

    private void work() {
        try {
            while (true) {
                HookCall call = calls.take();
                boolean leftOut;
                synchronized (this) {
                    leftOut = hangs >= HANGS;
                }
                Optional<HookProblem> problem =
                        leftOut ? Optional.of(new HookProblem(hook, Kind.LEFT_OUT, "", 1)) : process.run(call);
                synchronized (this) {
                    if (!leftOut) {
                        hangs = problem.filter(each -> each.kind() == Kind.TOO_SLOW)
                                        .isPresent()
                                ? hangs + 1
                                : 0;
                    }
                }
                problem.ifPresent(this::note);
                synchronized (this) {
                    open--;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(HookProblem one) {
        HookProblem sum;
        synchronized (this) {
            sum = problems.merge(
                    one.kind(),
                    one,
                    (before, now) -> new HookProblem(hook, now.kind(), now.detail(), before.times() + now.times()));
        }
        listener.accept(sum);
    }

    /** Waits until nothing is open, or until a moment of the machine's clock. */
    synchronized void await(long untilNanos) throws InterruptedException {
        for (long left = untilNanos - System.nanoTime(); open > 0 && left > 0; left = untilNanos - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /** What is still open is told to nobody, and says so. */
    void end() {
        thread.interrupt();
        int rest;
        synchronized (this) {
            rest = open;
            open = 0;
            calls.clear();
        }
        if (rest > 0) {
            note(new HookProblem(hook, Kind.NOT_TOLD, "", rest));
        }
    }

    synchronized Map<Kind, HookProblem> problems() {
        return new EnumMap<>(problems);
    }
}
