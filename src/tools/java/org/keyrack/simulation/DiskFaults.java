package org.keyrack.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.keyrack.ledger.DiskAudit.Place;
import org.keyrack.ledger.SimulatedDisk;
import org.keyrack.ledger.SimulatedDisk.Fate;
import org.keyrack.simulation.Choices.Kind;

/** What goes wrong between the program and its disk. */
final class DiskFaults implements SimulatedDisk.Commits {
    private static final Fate[] FATES = {
        Fate.DURABLE, Fate.ANSWER_LOST, Fate.REFUSED, Fate.FULL, Fate.POWER_BEFORE, Fate.TORN, Fate.POWER_AFTER
    };

    private final Choices choices;
    private final Truth truth;
    private final Trace trace;
    private final int ofThousand;
    private SimulatedWorld world;
    private SimulatedDisk disk;
    private long fullUntil;
    private boolean quiet;

    DiskFaults(Choices choices, Truth truth, Trace trace, int ofThousand) {
        this.choices = choices;
        this.truth = truth;
        this.trace = trace;
        this.ofThousand = ofThousand;
    }

    /** A program begins. */
    void begin(SimulatedWorld now, SimulatedDisk on, boolean withoutFaults) {
        world = now;
        disk = on;
        quiet = withoutFaults;
        fullUntil = 0;
    }

    /** While another program takes the ledger nothing waits: its transaction is open. */
    void quietly(boolean now) {
        quiet = now;
    }

    void full(Duration howLong) {
        fullUntil = world.nanos() + howLong.toNanos();
    }

    @Override
    public Fate fate() {
        world.requireAlive();
        if (quiet) {
            return Fate.DURABLE;
        }
        world.sleep(Duration.ofMillis(1L + choices.pick(Kind.TIME, 12)));
        Fate fate = choices.happens(Kind.FAULT, ofThousand) ? choices.of(Kind.FAULT, FATES) : Fate.DURABLE;
        if (fate == Fate.FULL) {
            full(Duration.ofMillis(100L + choices.pick(Kind.FAULT, 5_000)));
        }
        if (fate == Fate.DURABLE && fullUntil > world.nanos() && disk.ballast()) {
            fate = Fate.FULL;
        }
        if (fate != Fate.DURABLE) {
            trace.note("disk", fate.toString());
        }
        return fate;
    }

    @Override
    public void await(BooleanSupplier condition) {
        world.await(condition);
    }

    @Override
    public void found(List<Line> lines) {
        truth.found(lines);
    }

    @Override
    public void durable(Line line) {
        truth.durable(line);
    }

    @Override
    public boolean ended(String bench, long batch) {
        return truth.over(bench, batch);
    }

    @Override
    public boolean ordered(Line line) {
        return truth.orders().orders(line);
    }

    @Override
    public void places(String order, List<Place> places) {
        truth.orders().places(order, places);
    }

    @Override
    public void wrong(String what) {
        throw truth.found(what);
    }

    @Override
    public void power() {
        world.end();
    }
}
