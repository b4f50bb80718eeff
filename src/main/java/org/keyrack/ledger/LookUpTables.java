package org.keyrack.ledger;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;

/**
 * The tables beside the events that keep a look-up from reading a module's or a ledger's whole past. Written line by line in
 * the transaction of the line itself; a restore and the upgrade of an older ledger read old lines through the same method.
 */
final class LookUpTables {
    private LookUpTables() {}

    /**
     * Takes in one line.
     *
     * @param line chained, with its {@code bench} and {@code seq}
     * @return the batch whose download it has settled, when that batch had left it unknown
     */
    static Optional<BatchId> take(Handle handle, EventLine line) {
        if (line.type() == EventType.OUTCOME) {
            return line.maybe("r").flatMap(r -> outcome(handle, line, r));
        }
        takeOther(handle, line);
        return Optional.empty();
    }

    private static void takeOther(Handle handle, EventLine line) {
        switch (line.type()) {
            case UNIT_STARTED -> begun(handle, line);
            case UNIT_REFUSED, UNIT_NEEDS_NOTHING, UNIT_SET_ASIDE, CLAIM_REFUSED, ORDER_REFUSED ->
                line.maybe("sn").ifPresent(sn -> seen(handle, sn));
            case EXPORTED -> exported(handle, line);
            case ORDER_OPENED, ORDER_CLOSED -> OrderBook.take(handle, line);
            default -> SerialNumbers.take(handle, line);
        }
    }

    private static void seen(Handle handle, String sn) {
        handle.createUpdate("INSERT INTO module (sn, shelf) VALUES (:sn, 0) ON CONFLICT (sn) DO NOTHING")
                .bind("sn", sn)
                .execute();
    }

    /** The slot is kept until the next start, for whoever must put the module in again. */
    private static void begun(Handle handle, EventLine line) {
        handle.createUpdate("INSERT INTO module (sn, shelf) VALUES (:sn, :shelf)"
                        + " ON CONFLICT (sn) DO UPDATE SET shelf = excluded.shelf")
                .bind("sn", line.text("sn"))
                .bind("shelf", line.count("shelf").orElse(0))
                .execute();
    }

    private static void exported(Handle handle, EventLine line) {
        handle.createUpdate("INSERT INTO open_download (sn, ref2, r, bench, batch, chain, seq, shelf, outcome_unknown)"
                        + " VALUES (:sn, :ref2, :r, :bench, :batch, :chain, :seq,"
                        + " coalesce((SELECT shelf FROM module WHERE sn = :sn), 0), 0) ON CONFLICT (sn, ref2, r)"
                        + " DO UPDATE SET bench = excluded.bench, batch = excluded.batch, chain = excluded.chain,"
                        + " seq = excluded.seq, shelf = excluded.shelf, outcome_unknown = 0")
                .bind("sn", line.text("sn"))
                .bind("ref2", line.text("ref2"))
                .bind("r", line.text("r"))
                .bind("bench", line.chain().bench())
                .bind("batch", batchOf(line).number())
                .bind("chain", line.chain().name())
                .bind("seq", line.number("seq"))
                .execute();
    }

    private static Optional<BatchId> outcome(Handle handle, EventLine line, String r) {
        String sn = line.text("sn");
        String ref2 = line.text("ref2");
        if (line.result() == KeyRecord.State.UNKNOWN) {
            handle.createUpdate("UPDATE open_download SET outcome_unknown = 1"
                            + " WHERE sn = :sn AND ref2 = :ref2 AND r = :r")
                    .bind("sn", sn)
                    .bind("ref2", ref2)
                    .bind("r", r)
                    .execute();
            return Optional.empty();
        }
        Optional<Open> open = handle.createQuery("SELECT bench, batch, outcome_unknown FROM open_download"
                        + " WHERE sn = :sn AND ref2 = :ref2 AND r = :r")
                .bind("sn", sn)
                .bind("ref2", ref2)
                .bind("r", r)
                .map((row, context) -> new Open(
                        new BatchId(row.getString(1), row.getLong(2)),
                        // A bench that died says so only at its next start; until then another may have settled it.
                        row.getInt(3) == 1
                                || !row.getString(1).equals(line.chain().bench())))
                .findOne();
        open.ifPresent(known -> close(handle, line, r, known.unknown));
        if (line.result() == KeyRecord.State.LOADED) {
            // A settlement may stand in no batch, or in another one's: the key belongs to the batch that exported it.
            loaded(handle, line, open.map(Open::batch).orElseGet(() -> batchOf(line)));
        }
        return open.filter(Open::unknown).map(Open::batch);
    }

    private static void close(Handle handle, EventLine line, String r, boolean settles) {
        handle.createUpdate("DELETE FROM open_download WHERE sn = :sn AND ref2 = :ref2 AND r = :r")
                .bind("sn", line.text("sn"))
                .bind("ref2", line.text("ref2"))
                .bind("r", r)
                .execute();
        if (settles) {
            handle.createUpdate("INSERT INTO settlement (sn, ref2, r, chain, seq)"
                            + " VALUES (:sn, :ref2, :r, :chain, :seq) ON CONFLICT (sn, ref2, r) DO NOTHING")
                    .bind("sn", line.text("sn"))
                    .bind("ref2", line.text("ref2"))
                    .bind("r", r)
                    .bind("chain", line.chain().name())
                    .bind("seq", line.number("seq"))
                    .execute();
        }
    }

    private static void loaded(Handle handle, EventLine line, BatchId from) {
        handle.createUpdate("INSERT INTO loaded_key (sn, ref2, bench, batch, chain, seq)"
                        + " VALUES (:sn, :ref2, :bench, :batch, :chain, :seq) ON CONFLICT (sn, ref2)"
                        + " DO UPDATE SET bench = excluded.bench, batch = excluded.batch, chain = excluded.chain,"
                        + " seq = excluded.seq")
                .bind("sn", line.text("sn"))
                .bind("ref2", line.text("ref2"))
                .bind("bench", from.bench())
                .bind("batch", from.number())
                .bind("chain", line.chain().name())
                .bind("seq", line.number("seq"))
                .execute();
    }

    private static BatchId batchOf(EventLine line) {
        return line.has("batch") ? line.batch() : new BatchId(line.chain().bench(), 0);
    }

    private record Open(BatchId batch, boolean unknown) {}
}
