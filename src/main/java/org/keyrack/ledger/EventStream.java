package org.keyrack.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.EventLine.MalformedLine;
import org.keyrack.ledger.LedgerProblem.Kind;

/** Reads every event of a ledger or of an export, chain by chain, without holding them all. */
final class EventStream {
    private static final int ROWS_AT_ONCE = 2_000;
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private EventStream() {}

    /** Takes one event. */
    interface Sink {
        void row(ChainName chain, long seq, String body) throws IOException, LedgerException;
    }

    /** Takes one event of a chain. */
    interface ChainSink {
        void row(long seq, String body);
    }

    /** Every event of a database as it stands now, whatever is appended meanwhile. */
    static void read(Handle handle, Sink sink) throws IOException, LedgerException {
        handle.begin();
        for (ChainName chain : Chains.all(handle)) {
            try (ResultIterator<Row> rows = rows(handle, chain)) {
                while (rows.hasNext()) {
                    Row row = rows.next();
                    sink.row(chain, row.seq, row.body);
                }
            }
        }
        handle.rollback();
    }

    /** Every event of one chain as it stands now. */
    static void read(Handle handle, ChainName chain, ChainSink sink) {
        handle.begin();
        try (ResultIterator<Row> rows = rows(handle, chain)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                sink.row(row.seq, row.body);
            }
        }
        handle.rollback();
    }

    /** In a transaction and in portions: PostgreSQL's driver would else load every row into memory. */
    private static ResultIterator<Row> rows(Handle handle, ChainName chain) {
        return handle.createQuery("SELECT seq, body FROM event WHERE bench = :chain ORDER BY seq")
                .bind("chain", chain.name())
                .setFetchSize(ROWS_AT_ONCE)
                .map((row, context) -> new Row(row.getLong(1), row.getString(2) == null ? "" : row.getString(2)))
                .iterator();
    }

    /** Every event of a database. */
    static void read(String location, Sink sink) throws IOException, LedgerException {
        Database database = Database.at(location);
        try (Handle handle = reader(database)) {
            read(handle, sink);
        } catch (SQLException | JdbiException e) {
            throw database.unusable(e);
        }
    }

    /** Every event of a backup: a SQLite file, or an export in JSON Lines. */
    static void readBackup(Path file, Sink sink) throws IOException, LedgerException {
        if (isSqlite(file)) {
            read(file.toString(), sink);
            return;
        }
        try (ExportLines lines = new ExportLines(file)) {
            int number = 0;
            for (var next = lines.next(); next.isPresent(); next = lines.next()) {
                number++;
                try {
                    String body = next.get().text().orElseThrow(() -> new MalformedLine("no text in UTF-8"));
                    EventLine line = EventLine.parse(body);
                    sink.row(line.chain(), line.number("seq"), body);
                } catch (MalformedLine | LedgerUnreadable e) {
                    throw new LedgerException(file + ", line " + number + ", is " + e.getMessage(), e);
                }
            }
        }
    }

    static boolean isSqlite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = ByteBuffer.allocate(SQLITE.length);
            int read = 0;
            while (start.hasRemaining() && read >= 0) {
                read = channel.read(start);
            }
            return Arrays.equals(start.array(), SQLITE);
        }
    }

    /** A connection for look-ups to what is a ledger. */
    static Handle reader(Database database) throws LedgerException, SQLException {
        Handle handle = database.openReader();
        try {
            if (database.schemaOf(handle) == 0) {
                throw new LedgerException(LedgerProblem.of(Kind.NO_LEDGER, database.name()));
            }
            return handle;
        } catch (LedgerException | JdbiException e) {
            Database.drop(handle);
            throw e;
        }
    }

    private record Row(long seq, String body) {}
}
