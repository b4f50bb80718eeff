package org.keyrack.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.keyrack.journal.BatchId;

/**
 * Where a page of batches begins: below the batches that the pages before have shown.
 *
 * @param shown by bench the lowest number shown; a bench without an entry begins with its newest batch
 */
public record PageStart(Map<String, Long> shown) {
    /** The newest batches. */
    public static final PageStart NEWEST = new PageStart(Map.of());

    public PageStart {
        shown = Map.copyOf(shown);
    }

    /** Below these batches. */
    public PageStart below(Collection<BatchId> batches) {
        Map<String, Long> lowest = new HashMap<>(shown);
        batches.forEach(batch -> lowest.merge(batch.bench(), batch.number(), Math::min));
        return new PageStart(lowest);
    }

    /** The lowest batch shown of each bench, by the benches' names. */
    public Collection<BatchId> lowest() {
        return new TreeMap<>(shown)
                .entrySet().stream()
                        .map(bench -> new BatchId(bench.getKey(), bench.getValue()))
                        .toList();
    }

    long of(String bench) {
        return shown.getOrDefault(bench, Long.MAX_VALUE);
    }
}
