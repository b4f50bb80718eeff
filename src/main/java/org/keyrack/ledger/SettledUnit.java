package org.keyrack.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.UnitResult;

/** What a batch has loaded into a module, when its end did not tell it: the line {@code unit-settled}. */
final class SettledUnit {
    private SettledUnit() {}

    /** A key in the field {@code keys}: {@code REF1 REF2 VERSION KCV RECEIPT} of an outcome that loaded it. */
    static String key(EventLine outcome) {
        return String.join(
                " ",
                outcome.text("ref1"),
                outcome.text("ref2"),
                String.valueOf(outcome.number("keyVersion")),
                outcome.text("kcv"),
                outcome.text("receipt"));
    }

    /** Whether a batch has left downloads of a module whose outcome is still not known. */
    static boolean stillUnknown(Handle handle, String sn, BatchId batch) {
        return handle.createQuery(
                                "SELECT count(*) FROM open_download WHERE sn = :sn AND bench = :bench AND batch = :batch")
                        .bind("sn", sn)
                        .bind("bench", batch.bench())
                        .bind("batch", batch.number())
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** The line for a module of which a batch has left nothing unknown; empty when the batch did not begin it. */
    static Optional<EventLine> line(Handle handle, Database database, Instant at, String sn, BatchId batch) {
        List<EventLine> lines = Chains.ofModule(handle, database, sn);
        return BenchChains.of(handle, database, batch.bench())
                .start(batch.number())
                .flatMap(start -> line(start, lines, at, sn));
    }

    /**
     * The same from lines that are known.
     *
     * @param start the beginning of the batch
     * @param lines those of the module, settlements among them; the last ones may not be chained yet
     */
    static Optional<EventLine> line(EventLine start, List<EventLine> lines, Instant at, String sn) {
        BatchId batch = start.batch();
        List<EventLine> own = lines.stream().filter(line -> isOf(line, start)).toList();
        Set<String> exported = new HashSet<>();
        Map<String, String> keys = new LinkedHashMap<>();
        EventLine begun = null;
        for (EventLine line : own) {
            if (line.type() == EventType.UNIT_STARTED) {
                begun = line;
            } else if (line.type() == EventType.EXPORTED) {
                exported.add(ModuleHistory.download(line));
            }
        }
        if (begun == null) {
            return Optional.empty();
        }
        for (EventLine line : lines) {
            if (line.type() == EventType.OUTCOME
                    && line.result() == KeyRecord.State.LOADED
                    && exported.contains(ModuleHistory.download(line))) {
                keys.put(line.text("ref2"), key(line));
            }
        }
        long planned = begun.number("keys");
        EventLine settled = EventLine.of(EventType.UNIT_SETTLED, at)
                .with("sn", sn)
                .with("reader", begun.text("reader"))
                .with("exportedBy", batch.bench() + " " + batch.number())
                .with("state", state(keys.size() >= planned))
                .with("loaded", keys.size())
                .with("planned", planned)
                .with("setKcv", start.text("setKcv"))
                .with("keys", List.copyOf(keys.values()));
        start.maybe("order").ifPresent(order -> settled.with("order", order));
        return Optional.of(settled);
    }

    /** A line that is not chained yet has no chain: it is of the batch whose end is being written. */
    private static boolean isOf(EventLine line, EventLine start) {
        return line.has("batch")
                && line.number("batch") == start.number("batch")
                && (!line.has("bench")
                        || line.chain().bench().equals(start.chain().bench()));
    }

    private static String state(boolean done) {
        return (done ? UnitResult.State.DONE : UnitResult.State.STOPPED).name().toLowerCase(Locale.ROOT);
    }
}
