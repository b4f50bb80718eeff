package org.keyrack.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.BatchId;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.SerialNumber;

/**
 * What a batch that did not come to its end left to be done.
 *
 * @param batch the batch
 * @param open its modules that still miss keys, by their slots; their readers are the slots to fill.
 *     What the plan refused or the operator set aside is not among them
 * @param finished modules that are done, in this batch or in a later one with the same profile; never loaded again
 * @param neverBegun modules of its plan that it did not come to; the ledger does not know their SNs
 */
public record Resumption(BatchSummary batch, List<UnitRecord> open, Set<SerialNumber> finished, int neverBegun) {
    public Resumption {
        open = List.copyOf(open);
        finished = Set.copyOf(finished);
    }

    /** Whether a batch stopped before its end, so that the rest of it can be done. */
    public static boolean possible(BatchSummary batch) {
        return switch (batch.state()) {
            case RUNNING -> false;
            case INTERRUPTED -> true;
            case ENDED -> !batch.finished();
        };
    }

    /**
     * What a batch left; empty when there is no such batch, it went to its end, or nothing is left. Reads the ledger: not for
     * the JavaFX thread.
     */
    public static Optional<Resumption> of(ReportSource source, BatchId batch) {
        return source.batch(batch)
                .map(facts -> facts.batch())
                .filter(view -> possible(view.summary()))
                .map(view -> of(source, view))
                .filter(left -> !left.open().isEmpty() || left.neverBegun() > 0);
    }

    private static Resumption of(ReportSource source, BatchView view) {
        List<UnitRecord> open = new ArrayList<>();
        Set<SerialNumber> finished = new HashSet<>();
        for (UnitRecord unit : view.units()) {
            Optional<SerialNumber> sn = unit.sn();
            if (sn.isPresent() && (unit.passed() || doneSince(source.module(sn.get()), view.summary()))) {
                finished.add(sn.get());
            } else if (unit.planned() && unit.setAside().isEmpty()) {
                open.add(unit);
            }
        }
        open.sort(UnitRecord.bySlot());
        int begun = (int) view.units().stream().filter(UnitRecord::planned).count();
        int neverBegun = Math.max(0, view.summary().unitsPlanned() - begun);
        return new Resumption(view.summary(), open, finished, neverBegun);
    }

    private static boolean doneSince(List<ModuleVisit> visits, BatchSummary batch) {
        return visits.stream()
                .anyMatch(visit -> visit.unit().passed()
                        && visit.batch().isAfter(batch)
                        && visit.batch().profileHash().equals(batch.profileHash()));
    }

    /** Whether a module belongs to what is left. */
    public boolean takes(SerialNumber sn) {
        return open.stream().anyMatch(unit -> unit.is(sn)) || neverBegun > 0 && !finished.contains(sn);
    }
}
