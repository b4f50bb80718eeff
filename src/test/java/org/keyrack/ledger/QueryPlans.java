package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Hears which statements are sent, and asks the database how it would run each. */
final class QueryPlans implements SqlLogger {
    /** Under a name of its own, serial is read whole: a rotation counts which T every module holds. */
    private static final String WHOLE =
            ".*Seq Scan on (serial|module|tile|checkpoint|cosignature|order_place|order_state|person)  \\(.*";

    private final Set<String> sent = new TreeSet<>();

    @Override
    public void logBeforeExecution(StatementContext context) {
        sent.add(context.getRenderedSql());
    }

    /** Statements heard that read: with named parameters, each once. */
    List<String> queries() {
        return sent.stream().filter(sql -> sql.contains("SELECT")).toList();
    }

    /** Steps of SQLite's plans that read the events without an index, or sort in a table of their own. */
    static List<String> slowOnSqlite(Handle handle, List<String> queries) {
        List<String> slow = new ArrayList<>();
        for (String query : queries) {
            for (String step : steps(handle, "EXPLAIN QUERY PLAN " + query, "detail")) {
                boolean scan = step.matches(
                                "SCAN (event|e|serial|module|tile|checkpoint|cosignature|order_place|order_state|person)( .*)?")
                        && !step.contains("USING");
                if (scan || step.contains("TEMP B-TREE") || step.contains("AUTOMATIC")) {
                    slow.add(step + " in " + query);
                }
            }
        }
        return slow;
    }

    /** The same of PostgreSQL, which must need neither a sequential scan, a bitmap nor a sort. */
    static List<String> slowOnPostgres(Handle handle, List<String> queries) {
        List<String> slow = new ArrayList<>();
        handle.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
        for (String query : queries) {
            for (String step : steps(handle, "EXPLAIN " + query, "QUERY PLAN")) {
                if (step.contains("Seq Scan on event")
                        || step.matches(WHOLE)
                        || step.contains("Bitmap")
                        || step.contains("Sort  (")) {
                    slow.add(step.strip() + " in " + query);
                }
            }
        }
        return slow;
    }

    private static List<String> steps(Handle handle, String explain, String column) {
        var query = handle.createQuery(explain);
        for (Map.Entry<String, Object> value : VALUES.entrySet()) {
            if (explain.contains(":" + value.getKey())) {
                query.bind(value.getKey(), value.getValue());
            }
        }
        return query.mapToMap().list().stream()
                .map(row -> String.valueOf(row.get(column.toLowerCase(Locale.ROOT))))
                .toList();
    }

    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("as", "00000001"),
            Map.entry("after", "0011223344550000"),
            Map.entry("exportedBy", "bench-1 2"),
            Map.entry("chain", "bench-1"),
            Map.entry("bench", "bench-1"),
            Map.entry("batch", 1L),
            Map.entry("below", 2L),
            Map.entry("from", 1L),
            Map.entry("to", 2L),
            Map.entry("most", 1),
            Map.entry("seq", 1L),
            Map.entry("done", 1L),
            Map.entry("step", 1),
            Map.entry("level", 0),
            Map.entry("number", 1L),
            Map.entry("size", 1L),
            Map.entry("sn", "0011223344550001"),
            Map.entry("lowest", "0011223344550001"),
            Map.entry("highest", "0011223344550009"),
            Map.entry("card", "00010203040506070809"),
            Map.entry("none", "00000000000000000000"),
            Map.entry("preparation", 1L),
            Map.entry("stage", 1),
            Map.entry("order", "1"),
            Map.entry("person", "4711"),
            Map.entry("script", "00"),
            Map.entry("kcv", "0102ef"),
            Map.entry("hash", "00"),
            Map.entry("places", 2),
            Map.entry("part", "%55%"),
            Map.entry("ref2", "0005"),
            Map.entry("r", "00"));

    static void assertNone(List<String> slow, List<String> queries) {
        assertFalse(queries.isEmpty(), "nothing was asked");
        assertEquals(List.of(), slow, String.join("\n", slow));
    }
}
