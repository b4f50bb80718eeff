package org.keyrack.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.UnitRecord;

/**
 * What the ledger says of one batch.
 *
 * @param batch the batch with its units and keys
 * @param signed the first signed head that vouches for the batch's last event; empty when none was kept here
 */
public record BatchFacts(BatchView batch, Optional<SignedHead> signed) {
    private static final List<UnitRecord.State> WORST_FIRST = List.of(
            UnitRecord.State.FAILED,
            UnitRecord.State.UNKNOWN,
            UnitRecord.State.INTERRUPTED,
            UnitRecord.State.IN_WORK,
            UnitRecord.State.REFUSED,
            UnitRecord.State.STOPPED,
            UnitRecord.State.DONE,
            UnitRecord.State.NOTHING_NEEDED);

    /**
     * Units that failed for the same cause.
     *
     * @param failure the first of them
     * @param units how many
     */
    public record CauseGroup(FailureRecord failure, int units) {}

    public BatchSummary summary() {
        return batch.summary();
    }

    /** {@code BENCH/BATCH}: numbers of batches are each bench's own. */
    public String name() {
        return summary().bench() + "/" + summary().batch();
    }

    /** The units: failed ones first, then what is open, then the finished; among these those that miss most, then by SN. */
    public List<UnitRecord> worstFirst() {
        return batch.units().stream()
                .sorted(Comparator.comparingInt((UnitRecord unit) -> WORST_FIRST.indexOf(unit.state()))
                        .thenComparingInt(unit -> unit.count(KeyRecord.State.LOADED) - unit.keysPlanned())
                        .thenComparing(UnitRecord::sn))
                .toList();
    }

    /** Modules that the plan refused: seen, and nothing written to them. */
    public int refused() {
        return (int) batch.units().stream()
                .filter(unit -> unit.state() == UnitRecord.State.REFUSED && !unit.planned())
                .count();
    }

    /** Modules that held already what the profile asks for. */
    public int nothingNeeded() {
        return (int) batch.units().stream()
                .filter(unit -> unit.state() == UnitRecord.State.NOTHING_NEEDED)
                .count();
    }

    /** Modules that the operator has put aside. */
    public int setAside() {
        return (int) batch.units().stream()
                .filter(unit -> unit.setAside().isPresent())
                .count();
    }

    /** Why units are not done, the most frequent cause first. */
    public List<CauseGroup> causes() {
        Map<String, CauseGroup> groups = new LinkedHashMap<>();
        batch.units().stream()
                .filter(unit -> !unit.passed())
                .flatMap(unit -> unit.failure().stream())
                .forEach(failure -> groups.merge(
                        failure.cause() + failure.sw(),
                        new CauseGroup(failure, 1),
                        (all, one) -> new CauseGroup(all.failure(), all.units() + 1)));
        return groups.values().stream()
                .sorted(Comparator.comparingInt(CauseGroup::units).reversed())
                .toList();
    }
}
