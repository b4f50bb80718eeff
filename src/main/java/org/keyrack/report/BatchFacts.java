package org.keyrack.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.SerialNumber;

/**
 * What the ledger says of one batch.
 *
 * @param batch the batch with its units and keys
 * @param signed the first signed head that vouches for the batch's last event; empty when none was kept here
 * @param expected the list that the batch is compared with; empty without one
 */
public record BatchFacts(BatchView batch, Optional<SignedHead> signed, Optional<ExpectedUnits> expected) {
    /** Compared with the list that the batch began with, when it had one. */
    public BatchFacts(BatchView batch, Optional<SignedHead> signed) {
        this(batch, signed, batch.expected());
    }

    /** The same compared with another list. */
    public BatchFacts expecting(ExpectedUnits list) {
        return new BatchFacts(batch, signed, Optional.of(list));
    }

    /** SNs of the list that the batch has not seen, in the list's order; none without a list. */
    public List<SerialNumber> missing() {
        return expected.map(list -> list.missing(seen())).orElse(List.of());
    }

    /** SNs that the batch has seen and that are not in the list, ascending; none without a list. */
    public List<SerialNumber> unexpected() {
        return expected.map(list -> list.unexpected(seen()).stream().sorted().toList())
                .orElse(List.of());
    }

    private Set<SerialNumber> seen() {
        return batch.units().stream()
                .flatMap(unit -> unit.sn().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

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
                .sorted(Comparator.comparingInt((UnitRecord unit) -> ModuleClass.WORST_FIRST.indexOf(unit.state()))
                        .thenComparingInt(unit -> unit.counts().of(KeyClass.LOADED) - unit.keysPlanned())
                        .thenComparing(UnitRecord.bySlot()))
                .toList();
    }

    /** Modules and keys by class, with the missing ones of the list. */
    public BatchCounts counts() {
        return summary().counts().missing(missing().size());
    }

    /** Keys whose receipts an AS has refused in an audit. */
    public int refusedReceipts() {
        return (int) receipts().filter(KeyRecord::refused).count();
    }

    /** Keys whose receipts an AS has confirmed in an audit. */
    public int confirmedReceipts() {
        return (int) receipts()
                .filter(key -> key.audited().isPresent() && !key.refused())
                .count();
    }

    private Stream<KeyRecord> receipts() {
        return batch.units().stream().flatMap(unit -> unit.attempts().stream());
    }

    /** Why units are not done, the most frequent cause first. */
    public List<CauseGroup> causes() {
        Map<String, CauseGroup> groups = new LinkedHashMap<>();
        batch.units().stream()
                .filter(unit -> !unit.passed())
                .flatMap(unit -> unit.failure().stream())
                .forEach(failure -> groups.merge(
                        failure.cause() + " " + failure.sw(),
                        new CauseGroup(failure, 1),
                        (all, one) -> new CauseGroup(all.failure(), all.units() + 1)));
        return groups.values().stream()
                .sorted(Comparator.comparingInt(CauseGroup::units).reversed())
                .toList();
    }
}
