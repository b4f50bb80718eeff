package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;

/** The chains of one bench: asked for once, they answer every look-up for its batches. */
final class BenchChains {
    private final Handle handle;
    private final Database database;
    private final List<ChainName> chains;

    /** @param chains of one bench, oldest first */
    private BenchChains(Handle handle, Database database, List<ChainName> chains) {
        this.handle = handle;
        this.database = database;
        this.chains = List.copyOf(chains);
    }

    static BenchChains of(Handle handle, Database database, String bench) {
        return new BenchChains(handle, database, Chains.of(handle, bench));
    }

    /** Of every bench of a ledger, by its name. */
    static Map<String, BenchChains> all(Handle handle, Database database) {
        Map<String, BenchChains> benches = new LinkedHashMap<>();
        Chains.ordered(handle).stream()
                .collect(Collectors.groupingBy(ChainName::bench, LinkedHashMap::new, Collectors.toList()))
                .forEach((bench, chains) -> benches.put(bench, new BenchChains(handle, database, chains)));
        return benches;
    }

    /**
     * The beginnings of its batches, highest number first; each number once.
     *
     * @param below only batches with a lower number
     * @param most beginnings at most
     */
    List<EventLine> starts(long below, int most) {
        Map<Long, EventLine> numbered = new TreeMap<>(Comparator.reverseOrder());
        for (ChainName chain : chains) {
            Chains.starts(handle, database, chain, below, most)
                    .forEach(start -> numbered.put(start.number("batch"), start));
        }
        return numbered.values().stream().limit(most).toList();
    }

    Optional<EventLine> start(long batch) {
        return starts(batch + 1, 1).stream()
                .filter(start -> start.number("batch") == batch)
                .findFirst();
    }

    /** The last line that the bench has written. */
    Optional<EventLine> last() {
        return chains.isEmpty()
                ? Optional.empty()
                : Chains.last(handle, chains.get(chains.size() - 1)).map(ModuleHistory::read);
    }

    /** The highest number that a batch has; 0 without batches. */
    long newest() {
        return starts(Long.MAX_VALUE, 1).stream()
                .findFirst()
                .map(start -> start.number("batch"))
                .orElse(0L);
    }

    /**
     * The lines that ended batches, or recorded that they were interrupted, by their numbers; of the batch's own chain, or of
     * one that follows.
     *
     * @param to the last number that is asked for
     */
    Map<Long, EventLine> ends(long from, long to) {
        Map<Long, EventLine> ends = new TreeMap<>();
        for (ChainName chain : chains) {
            Chains.ends(handle, database, chain, from, to).forEach(end -> ends.put(end.number("batch"), end));
        }
        return ends;
    }

    Optional<EventLine> end(long batch) {
        return Optional.ofNullable(ends(batch, batch).get(batch));
    }

    /** Numbers of the batches of which a module was put aside, perhaps after the end. */
    Set<Long> setAside(long from, long to) {
        return chains.stream()
                .flatMap(chain -> Chains.setAside(handle, database, chain, from, to).stream())
                .collect(Collectors.toSet());
    }

    /** Lines of one batch, in order. A batch that a restore or a crash cut off is closed in the bench's next chain. */
    List<EventLine> batch(long batch) {
        return chains.stream()
                .flatMap(chain -> Chains.batch(handle, database, chain, batch).stream())
                .toList();
    }

    /** The beginning of each chain's last batch that neither this chain nor one that follows has ended. */
    List<EventLine> leftOpen() {
        List<EventLine> open = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            BenchChains following = new BenchChains(handle, database, chains.subList(i, chains.size()));
            Chains.starts(handle, database, chains.get(i), Long.MAX_VALUE, 1).stream()
                    .filter(start -> following.end(start.number("batch")).isEmpty())
                    .forEach(open::add);
        }
        return open;
    }
}
