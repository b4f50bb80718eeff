package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;

/**
 * Looks at the chains of a ledger. Every look-up has its index (db, V5), so that it costs what it answers; the test of the
 * query plans fails when one reads more.
 */
final class Chains {
    private Chains() {}

    /** Where a chain ends. */
    static Head head(Handle handle, ChainName chain) {
        return handle.createQuery("SELECT seq, body FROM event WHERE bench = :chain ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain.name())
                .map((row, context) -> new Head(chain, row.getLong(1), new Hash().of(row.getString(2))))
                .findOne()
                .orElse(Head.none(chain));
    }

    /** The line with a number. */
    static Optional<String> line(Handle handle, ChainName chain, long seq) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain AND seq = :seq")
                .bind("chain", chain.name())
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne();
    }

    /** The last line. */
    static Optional<String> last(Handle handle, ChainName chain) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain.name())
                .mapTo(String.class)
                .findOne();
    }

    /** Lines of a chain after the first so many, in order. */
    static List<String> lines(Handle handle, ChainName chain, long done, int most) {
        return handle.createQuery(
                        "SELECT body FROM event WHERE bench = :chain AND seq > :done ORDER BY seq LIMIT :step")
                .bind("chain", chain.name())
                .bind("done", done)
                .bind("step", most)
                .mapTo(String.class)
                .list();
    }

    /** Names of all chains, as text sorts. */
    static List<ChainName> all(Handle handle) {
        // A skip scan over the primary key: a plain DISTINCT would read every event.
        return handle
                .createQuery("WITH RECURSIVE chain(name) AS (SELECT min(bench) FROM event UNION ALL"
                        + " SELECT (SELECT min(bench) FROM event WHERE bench > chain.name) FROM chain"
                        + " WHERE chain.name IS NOT NULL) SELECT name FROM chain WHERE name IS NOT NULL")
                .map((row, context) -> new ChainName(row.getString(1)))
                .stream()
                .sorted()
                .toList();
    }

    /** Names of all chains, each bench's own as they follow one another. */
    static List<ChainName> ordered(Handle handle) {
        return all(handle).stream()
                .collect(Collectors.groupingBy(ChainName::bench, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(chains -> ordered(handle, chains).stream())
                .toList();
    }

    /** Chains of one bench, oldest first. */
    static List<ChainName> of(Handle handle, String bench) {
        return ordered(
                handle,
                all(handle).stream()
                        .filter(chain -> chain.bench().equals(bench))
                        .toList());
    }

    /**
     * Chains of one bench, oldest first: each names in its first line the head that it continues. The time in a chain's name
     * orders nothing, a clock may have been set back in between.
     */
    private static List<ChainName> ordered(Handle handle, List<ChainName> chains) {
        if (chains.size() < 2) {
            return chains;
        }
        List<Beginning> left = new ArrayList<>(chains.stream()
                .map(chain -> new Beginning(chain, continued(handle, chain)))
                .sorted(Comparator.comparing(Beginning::old).thenComparing(Beginning::chain))
                .toList());
        List<ChainName> ordered = new ArrayList<>();
        Set<ChainName> known = new HashSet<>();
        while (!left.isEmpty()) {
            // What continues nothing that is here comes first; a circle, which only a forger writes, ends as text
            // sorts.
            Beginning next = left.stream()
                    .filter(beginning ->
                            beginning.continues.filter(known::contains).isPresent()
                                    || left.stream().noneMatch(other -> beginning.continues(other.chain)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            known.add(next.chain);
            ordered.add(next.chain);
        }
        return ordered;
    }

    private static Optional<ChainName> continued(Handle handle, ChainName chain) {
        return line(handle, chain, 1)
                .flatMap(body -> ModuleHistory.read(body).maybe("continues"))
                .map(head -> new ChainName(head.substring(0, Math.max(0, head.indexOf(' ')))));
    }

    /** The line that names the key in force at the end of a chain; empty when the chain names none. */
    static Optional<EventLine> key(Handle handle, Database database, ChainName chain) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type") + " IN ("
                        + EventType.GENESIS.sql() + ", " + EventType.BENCH_KEY.sql() + ") ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain.name())
                .mapTo(String.class)
                .findOne()
                .map(ModuleHistory::read);
    }

    /** Lines of a chain that bring a new key, in order. */
    static List<EventLine> keyChanges(Handle handle, Database database, ChainName chain) {
        return handle
                .createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type") + " IN ("
                        + EventType.GENESIS.sql() + ", " + EventType.BENCH_KEY.sql() + ") ORDER BY seq")
                .bind("chain", chain.name())
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .filter(line -> line.type() == EventType.BENCH_KEY)
                .toList();
    }

    /** The public key that was in force in a chain before a line, as lines name it. */
    static Optional<String> keyBefore(Handle handle, Database database, ChainName chain, long seq) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain AND seq < :seq AND "
                        + database.field("type") + " IN (" + EventType.GENESIS.sql() + ", " + EventType.BENCH_KEY.sql()
                        + ") ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain.name())
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne()
                .map(ModuleHistory::read)
                .flatMap(line -> line.maybe("publicKey"));
    }

    /** Lines of a chain that say whose signatures of orders count, in order. */
    static List<EventLine> trustNotes(Handle handle, Database database, ChainName chain) {
        return handle
                .createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type") + " = "
                        + EventType.SUPERVISOR_KEY.sql() + " ORDER BY seq")
                .bind("chain", chain.name())
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** The last line of a chain that says whether orders are required. */
    static Optional<EventLine> ordersRequired(Handle handle, Database database, ChainName chain) {
        return handle.createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type") + " = "
                        + EventType.ORDERS_REQUIRED.sql() + " ORDER BY seq DESC LIMIT 1")
                .bind("chain", chain.name())
                .mapTo(String.class)
                .findOne()
                .map(ModuleHistory::read);
    }

    /** Lines of one type about an order, chain by chain. */
    static List<EventLine> ofOrder(Handle handle, Database database, String number, EventType type) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("order") + " = :order AND "
                        + database.field("type") + " = " + type.sql() + " ORDER BY bench, seq")
                .bind("order", number)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /**
     * Starts of batches in a chain, the last one first.
     *
     * @param below only batches with a lower number
     * @param most lines at most
     */
    static List<EventLine> starts(Handle handle, Database database, ChainName chain, long below, int most) {
        return handle
                .createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type")
                        + " = " + EventType.BATCH_STARTED.sql() + " AND " + database.integer("batch")
                        + " < :below ORDER BY "
                        + database.integer("batch") + " DESC LIMIT :most")
                .bind("chain", chain.name())
                .bind("below", below)
                .bind("most", most)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** Lines of one chain that ended batches, or recorded that they were interrupted. */
    static List<EventLine> ends(Handle handle, Database database, ChainName chain, long from, long to) {
        return handle
                .createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.field("type") + " IN ("
                        + EventType.BATCH_ENDED.sql() + ", " + EventType.BATCH_INTERRUPTED.sql() + ") AND "
                        + database.integer("batch") + " BETWEEN :from AND :to")
                .bind("chain", chain.name())
                .bind("from", from)
                .bind("to", to)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** Batches of which one chain says that a module was put aside, perhaps after their ends. */
    static List<Long> setAside(Handle handle, Database database, ChainName chain, long from, long to) {
        String batch = database.integer("batch");
        return handle.createQuery("SELECT DISTINCT " + batch + " FROM event WHERE bench = :chain AND "
                        + database.field("type") + " = " + EventType.UNIT_SET_ASIDE.sql() + " AND " + batch
                        + " BETWEEN :from AND :to")
                .bind("chain", chain.name())
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .list();
    }

    /** The highest Ctr of an AS in every chain. */
    static OptionalLong highestCtr(Handle handle, Database database, String as) {
        String ctr = database.integer("ctr");
        return handle.createQuery("SELECT " + ctr + " FROM event WHERE " + database.field("type") + " = "
                        + EventType.EXPORTED.sql() + " AND " + database.field("asId") + " = :as ORDER BY " + ctr
                        + " DESC LIMIT 1")
                .bind("as", as)
                .mapTo(Long.class)
                .findFirst()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** The exports of an AS with a higher Ctr, of every chain, in its order. */
    static List<EventLine> exportsAfter(Handle handle, Database database, String as, long ctr) {
        return ofAs(handle, database, EventType.EXPORTED, as, "ctr", ctr);
    }

    /** What was done to an AS after it showed so many acts, of every chain, in its order. */
    static List<EventLine> actsAfter(Handle handle, Database database, String as, long acts) {
        return ofAs(handle, database, EventType.AS_ACTED, as, "acts", acts);
    }

    private static List<EventLine> ofAs(
            Handle handle, Database database, EventType type, String as, String counter, long after) {
        String counted = database.integer(counter);
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("type") + " = " + type.sql() + " AND "
                        + database.field("asId") + " = :as AND " + counted + " > :from ORDER BY " + counted)
                .bind("as", as)
                .bind("from", after)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** The most acts that an AS has shown after something was done to it, in every chain. */
    static OptionalLong highestActs(Handle handle, Database database, String as) {
        String acts = database.integer("acts");
        return handle.createQuery("SELECT " + acts + " FROM event WHERE " + database.field("type") + " = "
                        + EventType.AS_ACTED.sql() + " AND " + database.field("asId") + " = :as ORDER BY " + acts
                        + " DESC LIMIT 1")
                .bind("as", as)
                .mapTo(Long.class)
                .findFirst()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Lines of one batch in one chain, in order. */
    static List<EventLine> batch(Handle handle, Database database, ChainName chain, long batch) {
        return handle
                .createQuery("SELECT body FROM event WHERE bench = :chain AND " + database.integer("batch")
                        + " = :batch ORDER BY seq")
                .bind("chain", chain.name())
                .bind("batch", batch)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** Every line of one module, chain by chain. */
    static List<EventLine> ofModule(Handle handle, Database database, String sn) {
        return handle
                .createQuery("SELECT body FROM event WHERE " + database.field("sn") + " = :sn ORDER BY bench, seq")
                .bind("sn", sn)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ModuleHistory::read)
                .toList();
    }

    /** Every line of some modules, from one SN to another, module by module and chain by chain. */
    static Map<String, List<EventLine>> ofModules(Handle handle, Database database, String lowest, String highest) {
        String sn = database.field("sn");
        Map<String, List<EventLine>> modules = new LinkedHashMap<>();
        handle.createQuery("SELECT body FROM event WHERE " + sn + " BETWEEN :lowest AND :highest ORDER BY " + sn
                        + ", bench, seq")
                .bind("lowest", lowest)
                .bind("highest", highest)
                .mapTo(String.class)
                .forEach(body -> {
                    EventLine line = ModuleHistory.read(body);
                    modules.computeIfAbsent(line.text("sn"), module -> new ArrayList<>())
                            .add(line);
                });
        return modules;
    }

    /** @param continues the chain it continues; empty when it is a bench's first */
    private record Beginning(ChainName chain, Optional<ChainName> continues) {
        boolean continues(ChainName other) {
            return continues.equals(Optional.of(other));
        }

        String old() {
            return continues.map(ChainName::name).orElse("");
        }
    }
}
