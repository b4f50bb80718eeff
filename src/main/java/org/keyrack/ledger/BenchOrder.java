package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts what several benches wrote into one order: of one bench as it wrote it, whatever its clock said then; between benches,
 * which share nothing else, by their clocks.
 */
public final class BenchOrder {
    private BenchOrder() {}

    /** Batches of any benches, each bench's by their numbers. */
    public static <T> List<T> oldestFirst(Collection<T> batches, Function<T, BatchSummary> batch) {
        List<T> numbered = new ArrayList<>(batches);
        numbered.sort((one, other) ->
                Long.compare(batch.apply(one).batch(), batch.apply(other).batch()));
        return merged(
                numbered,
                each -> batch.apply(each).bench(),
                each -> batch.apply(each).started());
    }

    /** @param ordered each bench's in its own order */
    static <T> List<T> merged(Collection<T> ordered, Function<T, String> bench, Function<T, Instant> at) {
        Map<String, Deque<T>> benches = new LinkedHashMap<>();
        ordered.forEach(each -> benches.computeIfAbsent(bench.apply(each), name -> new ArrayDeque<>())
                .add(each));
        List<T> merged = new ArrayList<>(ordered.size());
        while (merged.size() < ordered.size()) {
            Deque<T> next = benches.values().stream()
                    .filter(waiting -> !waiting.isEmpty())
                    .min((one, other) -> at.apply(one.element()).compareTo(at.apply(other.element())))
                    .orElseThrow();
            merged.add(next.remove());
        }
        return merged;
    }
}
