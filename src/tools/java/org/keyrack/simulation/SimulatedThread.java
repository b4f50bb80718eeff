package org.keyrack.simulation;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** A thread of a simulated world. It runs while it has the turn; what it waits for is written here. */
final class SimulatedThread {
    /** No end of a wait. */
    static final long NEVER = Long.MAX_VALUE;

    final String name;
    final Runnable work;
    final SimulatedWorld.Program program;
    final Semaphore turn = new Semaphore(0);
    BooleanSupplier ready = () -> true;
    long deadline = NEVER;
    boolean ended;
    volatile Thread carrier;

    SimulatedThread(String name, Runnable work, SimulatedWorld.Program program) {
        this.name = name;
        this.work = work;
        this.program = program;
    }

    boolean canGoOn(long nanos) {
        return nanos >= deadline || ready.getAsBoolean();
    }
}
