package org.keyrack.ui.rackstate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.Download;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.SerialNumber;

/** How far a module is, folded from its events. Bound to its SN; the reader is only where it was seen last. */
public final class UnitProgress {
    private final SerialNumber sn;
    private final String reader;
    private final int planned;
    private final Map<Long, KeyLine> keys = new LinkedHashMap<>();
    private Phase phase = Phase.LOADING;
    private int index;
    private Optional<UnitResult> result = Optional.empty();
    private Optional<Download> last = Optional.empty();
    private boolean settled;
    private boolean setAside;

    UnitProgress(SerialNumber sn, String reader, int planned) {
        this.sn = sn;
        this.reader = reader;
        this.planned = planned;
    }

    /** What a module is at. */
    public enum Phase {
        LOADING,
        /** The key was sent; its receipt is being waited for and compared. */
        VERIFYING,
        DONE,
        FAILED,
        UNKNOWN,
        STOPPED,
        /** Another batch has it in work: nothing was written to it. */
        REFUSED
    }

    void keyStarted(Download download, int number) {
        phase = Phase.LOADING;
        index = number;
        last = Optional.of(download);
        keys.put(place(download.ref1(), download.ref2()), KeyLine.begun(download.ref1(), download.ref2()));
    }

    void exported() {
        phase = Phase.VERIFYING;
    }

    void outcome(int ref1, int ref2, KeyResult key) {
        keys.compute(place(ref1, ref2), (where, line) -> (line == null ? KeyLine.begun(ref1, ref2) : line).ended(key));
    }

    void ended(UnitResult unit) {
        result = Optional.of(unit);
    }

    /** The class that the journal counts it in. A module that is put aside shows what came of it all the same. */
    void stands(ModuleClass counted) {
        phase = switch (counted) {
            case DONE, NOTHING_NEEDED -> Phase.DONE;
            case FAILED -> Phase.FAILED;
            case UNKNOWN -> Phase.UNKNOWN;
            case STOPPED -> Phase.STOPPED;
            case REFUSED -> Phase.REFUSED;
            case SET_ASIDE, IN_WORK, MISSING -> phase;
        };
    }

    /** Whether this key of it was begun. */
    boolean holds(int ref1, int ref2) {
        return keys.containsKey(place(ref1, ref2));
    }

    /** Reading the module again has told whether the key whose answer was lost is in. */
    void settled(int ref1, int ref2, boolean loaded) {
        keys.computeIfPresent(place(ref1, ref2), (where, line) -> line.settled(loaded));
        settled = true;
    }

    void setAside() {
        setAside = true;
    }

    private static long place(int ref1, int ref2) {
        return (long) ref1 << 16 | ref2;
    }

    public SerialNumber sn() {
        return sn;
    }

    public String reader() {
        return reader;
    }

    /** Downloads planned for it in this batch. */
    public int planned() {
        return planned;
    }

    public Phase phase() {
        return phase;
    }

    /** Number of the key in work, from 1; 0 before the first. */
    public int index() {
        return index;
    }

    /** Keys whose receipt matches V. */
    public int loaded() {
        return (int) keys.values().stream().filter(KeyLine::loaded).count();
    }

    /** Its downloads in the order in which they were begun. */
    public List<KeyLine> keys() {
        return List.copyOf(keys.values());
    }

    /** The first failure, when there was one. */
    public Optional<Failure> failure() {
        return result.flatMap(UnitResult::failure);
    }

    /** The download begun last. */
    public Optional<Download> last() {
        return last;
    }

    /** Whether its lost answer has been found out by reading it again. */
    public boolean settled() {
        return settled;
    }

    /** Whether the key begun last is in. */
    public boolean lastLoaded() {
        return last.map(download -> keys.get(place(download.ref1(), download.ref2())))
                .filter(KeyLine::loaded)
                .isPresent();
    }

    /** Whether the operator put it aside: nothing more is done with it. */
    public boolean isSetAside() {
        return setAside;
    }

    public boolean working() {
        return phase == Phase.LOADING || phase == Phase.VERIFYING;
    }

    /** Whether it needs somebody: failed or unknown, and not set aside. */
    public boolean troubled() {
        return !setAside && (phase == Phase.FAILED || phase == Phase.UNKNOWN);
    }

    /** Share of its work that is behind it, 0 to 1. */
    public double share() {
        double half = phase == Phase.VERIFYING ? 0.5 : 0;
        return planned == 0 ? 1 : Math.min(1, (Math.max(0, index - 1) + half) / planned);
    }
}
