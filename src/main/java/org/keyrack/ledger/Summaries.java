package org.keyrack.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.KeyClass;
import org.keyrack.protocol.SerialNumber;

/** How batches stand, of one bench or of several: the chains of each are asked for once. */
final class Summaries {
    private final Handle handle;
    private final Database database;
    private final Map<String, BenchChains> benches;
    private final Hash hash = new Hash();

    /** @param benches those that may be asked about, by their names */
    Summaries(Handle handle, Database database, Map<String, BenchChains> benches) {
        this.handle = handle;
        this.database = database;
        this.benches = benches;
    }

    /** A page of batches, newest first: within a bench by number, between benches by time. */
    BatchPage page(PageStart start, int most) {
        List<Deque<EventLine>> waiting = new ArrayList<>();
        // One more than a page holds tells whether there is a next one.
        long asked = most + 1L;
        benches.forEach((bench, chains) -> waiting.add(
                new ArrayDeque<>(chains.starts(start.of(bench), (int) Math.min(asked, Integer.MAX_VALUE)))));
        List<EventLine> page = new ArrayList<>();
        for (Optional<Deque<EventLine>> newest = newest(waiting);
                page.size() < most && newest.isPresent();
                newest = newest(waiting)) {
            page.add(newest.get().removeFirst());
        }
        List<BatchSummary> batches = of(page);
        return new BatchPage(
                batches,
                newest(waiting)
                        .map(more -> start.below(
                                batches.stream().map(BatchSummary::id).toList())));
    }

    private static Optional<Deque<EventLine>> newest(List<Deque<EventLine>> waiting) {
        return waiting.stream()
                .filter(starts -> !starts.isEmpty())
                .max(Comparator.comparing(starts -> starts.getFirst().at()));
    }

    /** The batches with a number, of each bench that has one. */
    List<BatchSummary> numbered(long number) {
        return of(benches.values().stream()
                .flatMap(chains -> chains.start(number).stream())
                .toList());
    }

    /**
     * The batches that begin with these lines, in the same order. A batch's own end tells how it stands, and is counted module
     * by module when it does not: a key was unknown, a module was put aside, the batch is in work or an older program wrote it.
     */
    List<BatchSummary> of(Collection<EventLine> starts) {
        Map<BatchId, EventLine> ends = new HashMap<>();
        Set<BatchId> setAside = new HashSet<>();
        starts.stream()
                .map(EventLine::batch)
                .collect(Collectors.groupingBy(BatchId::bench, Collectors.summarizingLong(BatchId::number)))
                .forEach((bench, numbers) -> {
                    BenchChains chains = chains(bench);
                    chains.ends(numbers.getMin(), numbers.getMax())
                            .forEach((number, end) -> ends.put(new BatchId(bench, number), end));
                    chains.setAside(numbers.getMin(), numbers.getMax())
                            .forEach(number -> setAside.add(new BatchId(bench, number)));
                });
        return starts.stream()
                .map(start ->
                        of(start, Optional.ofNullable(ends.get(start.batch())), () -> setAside.contains(start.batch())))
                .toList();
    }

    private BatchSummary of(EventLine start, Optional<EventLine> end, BooleanSupplier setAside) {
        return end.flatMap(line -> new BatchFold(List.of(start, line)).summaryOfEnds(hash))
                .filter(ended -> ended.counts().of(KeyClass.UNKNOWN) == 0)
                .filter(ended -> !setAside.getAsBoolean())
                .orElseGet(() -> fold(start.batch()).view(hash).summary());
    }

    /** Every line of a batch; settlements made since are taken in. */
    BatchFold fold(BatchId batch) {
        BatchFold fold = new BatchFold(Optional.ofNullable(benches.get(batch.bench()))
                .map(chains -> chains.batch(batch.number()))
                .orElse(List.of()));
        settle(fold);
        audit(fold, batch);
        return fold;
    }

    /** @throws LedgerUnreadable when a line names a bench that has no chain here: somebody has changed it */
    private BenchChains chains(String bench) {
        return Optional.ofNullable(benches.get(bench))
                .orElseThrow(() -> LedgerUnreadable.event("its bench is none of this ledger", null));
    }

    private void settle(BatchFold fold) {
        fold.unsettled()
                .forEach(exported -> ModuleHistory.settlement(handle, exported).ifPresent(fold::settle));
    }

    /** Takes in what audits have found since. */
    private void audit(BatchFold fold, BatchId batch) {
        ModuleReceipts.audits(handle, database, batch).forEach(fold::audit);
    }

    /**
     * A module in one batch: its own lines between the batch's first and last tell all of it, no other module's are read.
     *
     * @param own its lines in the batch, one or more, in order
     */
    Optional<ModuleVisit> visit(SerialNumber sn, List<EventLine> own) {
        BatchId batch = own.get(0).batch();
        BenchChains chains = chains(batch.bench());
        return chains.start(batch.number()).flatMap(start -> visit(sn, own, start, chains.end(batch.number()), chains));
    }

    private Optional<ModuleVisit> visit(
            SerialNumber sn, List<EventLine> own, EventLine start, Optional<EventLine> end, BenchChains chains) {
        List<EventLine> lines = new ArrayList<>(List.of(start));
        lines.addAll(own);
        end.ifPresent(lines::add);
        BatchFold fold = new BatchFold(lines);
        settle(fold);
        audit(fold, start.batch());
        long number = start.number("batch");
        BatchSummary summary =
                of(start, end, () -> !chains.setAside(number, number).isEmpty());
        return fold.view(hash).units().stream()
                .filter(unit -> unit.is(sn))
                .findFirst()
                .map(unit -> new ModuleVisit(summary, unit));
    }
}
