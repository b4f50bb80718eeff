package org.keyrack.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.SerialNumber;

/** What of a run is in work, its failures in a row and its times. Guarded by its own monitor, which the run holds. */
final class RunTally {
    private final int stopAfterFailures;
    private final Set<SerialNumber> modules = new HashSet<>();
    private int inWork;
    private int mostInWork;
    private boolean closed;
    private boolean ended;
    private int failuresInARow;
    private long imports;
    private long eiBusyNanos;

    RunTally(int stopAfterFailures) {
        this.stopAfterFailures = stopAfterFailures;
    }

    /** Counts a unit's start; false when the module is in work already, perhaps in another reader. */
    boolean started(SerialNumber sn) {
        if (!modules.add(sn)) {
            return false;
        }
        inWork++;
        mostInWork = Math.max(mostInWork, inWork);
        return true;
    }

    /** Nothing more is done with a module, though its end is not counted yet. */
    void left(SerialNumber sn) {
        modules.remove(sn);
    }

    int inWork() {
        return inWork;
    }

    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    /** True for the first caller only. */
    boolean endOnce() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Counts a unit's end; true when too many have failed in a row. */
    boolean ended(UnitResult result) {
        inWork--;
        failuresInARow = result.state() == State.FAILED || result.state() == State.UNKNOWN ? failuresInARow + 1 : 0;
        return stopAfterFailures > 0 && failuresInARow >= stopAfterFailures;
    }

    void imported(long nanos) {
        imports++;
        eiBusyNanos += nanos;
    }

    RunFigures figures(AsPool pool, Instant start, Instant now) {
        return new RunFigures(
                pool.exports(),
                Duration.ofNanos(pool.busyNanos()),
                pool.size(),
                imports,
                Duration.ofNanos(eiBusyNanos),
                mostInWork,
                Duration.between(start, now));
    }
}
