package org.keyrack.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Looks at the chains of a ledger. */
final class Chains {
    private Chains() {}

    /** Where a chain ends. */
    static Head head(Handle handle, String chain) {
        return handle.createQuery("SELECT seq, body FROM event WHERE bench = :chain ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain)
                .map((row, context) -> new Head(chain, row.getLong(1), new Hash().of(row.getString(2))))
                .findOne()
                .orElse(Head.none(chain));
    }

    /** The line with a number. */
    static Optional<String> line(Handle handle, String chain, long seq) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain AND seq = :seq")
                .bind("chain", chain)
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne();
    }

    /** Names of all chains, in order: a bench's later chains follow its first one. */
    static List<String> all(Handle handle) {
        // A skip scan over the primary key: a plain DISTINCT would read every event.
        return handle
                .createQuery("WITH RECURSIVE chain(name) AS (SELECT min(bench) FROM event UNION ALL"
                        + " SELECT (SELECT min(bench) FROM event WHERE bench > chain.name) FROM chain"
                        + " WHERE chain.name IS NOT NULL) SELECT name FROM chain WHERE name IS NOT NULL")
                .mapTo(String.class)
                .stream()
                .sorted()
                .toList();
    }

    /** Lines of the types that begin and end chains, keys and batches, of some chains in their order. */
    static List<EventLine> milestones(Handle handle, Database database, List<String> chains) {
        List<String> bodies = handle.createQuery("SELECT body FROM event WHERE " + database.field("type")
                        + " IN ('genesis', 'bench-key', 'batch-started', 'batch-ended', 'batch-interrupted')")
                .mapTo(String.class)
                .list();
        return bodies.stream()
                .map(ModuleHistory::read)
                .filter(line -> chains.contains(line.text("bench")))
                .sorted(Comparator.comparing((EventLine line) -> line.text("bench"))
                        .thenComparing(line -> line.number("seq")))
                .toList();
    }

    /** Lines of one batch in one chain, in order. */
    static List<EventLine> batch(Handle handle, Database database, String chain, long batch) {
        List<String> bodies = handle.createQuery("SELECT body FROM event WHERE bench = :chain AND "
                        + database.integer("batch") + " = :batch ORDER BY seq")
                .bind("chain", chain)
                .bind("batch", batch)
                .mapTo(String.class)
                .list();
        return bodies.stream().map(ModuleHistory::read).toList();
    }

    /** Chains of one bench, oldest first. */
    static List<String> of(Handle handle, String bench) {
        return all(handle).stream()
                .filter(chain -> Head.benchOf(chain).equals(bench))
                .toList();
    }
}
