package org.keyrack.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * What the events of all benches say about one module, as far as work on it needs it.
 *
 * @param open exported and without a known outcome, oldest first within a bench
 * @param loaded the newest proved download of each location
 */
record ModuleHistory(List<Open> open, List<LoadedKey> loaded) {
    static ModuleHistory of(Handle handle, String sn) {
        return LedgerUnreadable.guard(() -> new ModuleHistory(open(handle, sn), loaded(handle, sn)));
    }

    /** Downloads of a module without a known outcome, oldest first within a bench. */
    static List<Open> open(Handle handle, String sn) {
        return handle.createQuery(OPEN + " WHERE o.sn = :sn").bind("sn", sn).map((row, context) -> open(row)).stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Downloads that their batches have left without a known outcome, of all benches, oldest first within a bench. */
    static List<Open> unknown(Handle handle) {
        return handle.createQuery(OPEN + " WHERE o.outcome_unknown = 1").map((row, context) -> open(row)).stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** The line that settled a download of an earlier batch, when it has been settled. */
    static Optional<EventLine> settlement(Handle handle, EventLine exported) {
        return handle.createQuery("SELECT e.body FROM settlement s JOIN event e ON e.bench = s.chain AND e.seq = s.seq"
                        + " WHERE s.sn = :sn AND s.ref2 = :ref2 AND s.r = :r")
                .bind("sn", exported.text("sn"))
                .bind("ref2", exported.text("ref2"))
                .bind("r", exported.text("r"))
                .mapTo(String.class)
                .findOne()
                .map(ModuleHistory::read);
    }

    private static final Comparator<Open> OLDEST_FIRST = Comparator.comparing(
                    (Open open) -> open.batch().bench())
            .thenComparing(open -> open.batch().number())
            .thenComparing(open -> open.exported().number("seq"));

    private static final String OPEN = "SELECT o.bench, o.batch, o.chain, o.shelf, e.body FROM open_download o"
            + " JOIN event e ON e.bench = o.chain AND e.seq = o.seq";

    private static Open open(ResultSet row) throws SQLException {
        int shelf = row.getInt(4);
        EventLine line = read(row.getString(5));
        return new Open(
                new BatchId(row.getString(1), row.getLong(2)),
                new ChainName(row.getString(3)),
                line.text("at"),
                shelf == 0 ? OptionalInt.empty() : OptionalInt.of(shelf),
                line);
    }

    private static List<LoadedKey> loaded(Handle handle, String sn) {
        return handle
                .createQuery("SELECT l.bench, l.batch, e.body FROM loaded_key l"
                        + " JOIN event e ON e.bench = l.chain AND e.seq = l.seq WHERE l.sn = :sn")
                .bind("sn", sn)
                .map((row, context) -> loaded(new BatchId(row.getString(1), row.getLong(2)), read(row.getString(3))))
                .stream()
                .sorted(Comparator.comparing((LoadedKey key) -> key.batch().bench())
                        .thenComparing(key -> key.batch().number()))
                .toList();
    }

    static EventLine read(String body) {
        try {
            return EventLine.parse(body);
        } catch (MalformedLine e) {
            throw LedgerUnreadable.event(e.getMessage(), e);
        }
    }

    /** What makes a download one: its location and its R. */
    static String download(EventLine line) {
        return line.text("ref2") + line.maybe("r").orElse("none");
    }

    private static LoadedKey loaded(BatchId batch, EventLine line) {
        return new LoadedKey(
                batch,
                line.at(),
                SerialNumber.parse(line.text("sn")),
                Integer.parseInt(line.text("ref1"), 16),
                Integer.parseInt(line.text("ref2"), 16),
                (int) line.number("keyVersion"),
                new Kcv(Bytes.ofHex(line.text("kcv"))));
    }

    /**
     * A download without a known outcome.
     *
     * @param batch the batch that exported it
     * @param chain the chain it is in
     * @param at when it was exported, as in the line
     * @param shelf the slot in which its work began
     * @param exported its line
     */
    record Open(BatchId batch, ChainName chain, String at, OptionalInt shelf, EventLine exported) {
        OpenDownload download() {
            return new OpenDownload(
                    batch,
                    SerialNumber.parse(exported.text("sn")),
                    exported.text("reader"),
                    shelf,
                    Integer.parseInt(exported.text("ref1"), 16),
                    Integer.parseInt(exported.text("ref2"), 16),
                    header(exported),
                    Bytes.ofHex(exported.text("r")),
                    Bytes.ofHex(exported.text("sas")),
                    Bytes.ofHex(exported.text("v")));
        }
    }

    static Header header(EventLine exported) {
        try {
            return Header.decode(Bytes.ofHex(exported.text("header")));
        } catch (ProtocolFailure e) {
            throw LedgerUnreadable.event("no proper header, " + e.getMessage(), e);
        }
    }
}
