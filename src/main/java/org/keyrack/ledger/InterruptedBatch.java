package org.keyrack.ledger;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.OpenDownload;
import org.keyrack.protocol.SerialNumber;

/**
 * A batch that did not come to its end, and what is left to do.
 *
 * @param finished modules that need nothing more
 * @param unfinished modules that were begun; their readers are the slots to fill again
 * @param open of these, the downloads that GET DATA 0203 must settle
 */
public record InterruptedBatch(
        BatchSummary batch, Set<SerialNumber> finished, List<UnitRecord> unfinished, List<OpenDownload> open) {
    public InterruptedBatch {
        finished = Set.copyOf(finished);
        unfinished = List.copyOf(unfinished);
        open = List.copyOf(open);
    }

    /** @param open downloads of any batch */
    static InterruptedBatch of(BatchView view, List<OpenDownload> open) {
        Set<SerialNumber> finished = view.units().stream()
                .filter(unit -> unit.state() == ModuleClass.DONE)
                .flatMap(unit -> unit.sn().stream())
                .collect(Collectors.toSet());
        return new InterruptedBatch(
                view.summary(),
                finished,
                view.units().stream()
                        .filter(unit -> unit.planned()
                                && unit.sn().filter(finished::contains).isEmpty())
                        .sorted(UnitRecord.bySlot())
                        .toList(),
                open.stream()
                        .filter(download ->
                                download.batch().equals(view.summary().id()))
                        .toList());
    }
}
