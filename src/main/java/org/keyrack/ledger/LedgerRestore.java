package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.Verification.Finding.Kind;
import org.keyrack.world.World;

/** Puts a backup back. What was recorded after it is lost to this ledger; its new chain says so. */
public final class LedgerRestore {
    private static final int ROWS_AT_ONCE = 1_000;

    private LedgerRestore() {}

    /**
     * Verifies a backup, copies its events into a new ledger, verifies that, and begins a new chain for this bench, whose
     * first line names the old chain's head in the backup and the last head kept outside.
     *
     * @param backup a SQLite file or an export in JSON Lines
     * @param target a SQLite file that does not exist, or a PostgreSQL database without events
     * @return the verified ledger, up to the new chain's first event
     * @throws LedgerException when the backup is not sound, or the target holds events; nothing is changed then
     */
    public static Verification restore(Path backup, LedgerSettings target) throws LedgerException {
        List<SignedHead> kept = new HeadsFolder(target.heads()).of(target.bench());
        boolean file = isSqlite(backup);
        Database database = Database.at(target.location());
        if (database instanceof SqliteDatabase sqlite && Files.exists(sqlite.file())) {
            throw new LedgerException(sqlite.file() + " exists: move it away, then restore again");
        }
        Handle handle = null;
        boolean done = false;
        try {
            if (database instanceof SqliteDatabase sqlite && file) {
                // The whole file, with its tables beside the events: what is verified is what will be used.
                Files.createDirectories(sqlite.file().getParent());
                Files.copy(backup, sqlite.file());
                verified(backup, () -> LedgerVerifier.verify(target.location(), kept, Optional.empty()));
                database.upgrade();
                handle = database.openWriter(target.bench());
                forgetWork(handle);
            } else {
                verified(
                        backup,
                        () -> file
                                ? LedgerVerifier.verify(backup.toString(), kept, Optional.empty())
                                : LedgerVerifier.verifyExport(backup, kept, Optional.empty()));
                database.upgrade();
                handle = database.openWriter(target.bench());
                if (!Chains.all(handle).isEmpty()) {
                    throw new LedgerException(
                            database.name() + " holds events already: restore into an empty database");
                }
                copy(backup, handle);
            }
            new CatchUp(database, handle).run();
            SignedHead begun = beginChain(handle, database, target, kept);
            Database.drop(handle);
            List<SignedHead> heads = new ArrayList<>(List.of(begun));
            Verification restored = LedgerVerifier.verify(target.location(), heads, Optional.empty());
            Optional<Verification.Finding> wrong = restored.findings().stream()
                    .filter(finding -> !isOfPeople(finding))
                    .findFirst();
            if (wrong.isPresent()) {
                throw new LedgerException(
                        "The restored ledger does not verify: " + wrong.get().text());
            }
            new HeadsFolder(target.heads()).append(begun);
            done = true;
            return restored;
        } catch (IOException | SQLException | JdbiException e) {
            throw new LedgerException(
                    "The backup " + backup + " cannot be restored: "
                            + Database.causeOf(e).getMessage(),
                    e);
        } finally {
            Database.drop(handle);
            database.close();
            if (!done && database instanceof SqliteDatabase sqlite) {
                discard(sqlite.file());
            }
        }
    }

    private static boolean isSqlite(Path backup) throws LedgerException {
        try {
            return EventStream.isSqlite(backup);
        } catch (IOException e) {
            throw LedgerException.unreadable("The backup", backup, e);
        }
    }

    /** What was in work when the backup was made is in nobody's work now; trees are built from the lines that were verified. */
    private static void forgetWork(Handle handle) {
        handle.useTransaction(clear -> {
            clear.execute("DELETE FROM claim");
            clear.execute("DELETE FROM writer");
            clear.execute("DELETE FROM tile");
        });
    }

    /** What people did against orders and releases stands in lines that are as they were written. */
    private static boolean isOfPeople(Verification.Finding finding) {
        return finding.kind() == Kind.ORDER || finding.kind() == Kind.RELEASE;
    }

    /** An older backup lacks what later heads vouch for: that is what a restore is. Anything else is refused. */
    private static void verified(Path backup, Verifying verifying) throws LedgerException {
        try {
            Verification found = verifying.verify();
            Optional<Verification.Finding> wrong = found.findings().stream()
                    .filter(finding -> finding.kind() != Kind.TRUNCATED && !isOfPeople(finding))
                    .findFirst();
            if (wrong.isPresent()) {
                throw new LedgerException(
                        "The backup " + backup + " is not sound: " + wrong.get().text() + ". Take another one");
            }
            if (found.events() == 0) {
                throw new LedgerException("The backup " + backup + " holds no events: name the right file");
            }
        } catch (IOException e) {
            throw LedgerException.unreadable("The backup", backup, e);
        }
    }

    private interface Verifying {
        Verification verify() throws LedgerException, IOException;
    }

    private static void copy(Path backup, Handle handle) throws IOException, LedgerException {
        // One transaction: events cannot be removed, so the half of a backup would bar the database for the next try.
        handle.begin();
        Copier copier = new Copier(handle);
        EventStream.readBackup(backup, copier);
        copier.flush();
        handle.execute("INSERT INTO catch_up (chain, seq) SELECT DISTINCT bench, 0 FROM event");
        handle.commit();
    }

    private static SignedHead beginChain(Handle handle, Database database, LedgerSettings target, List<SignedHead> kept)
            throws LedgerException, SQLException {
        BenchKey key = BenchKey.at(target.benchKey());
        Opening opening = new Opening(
                handle,
                database,
                target.bench(),
                key,
                Optional.empty(),
                World.real().now());
        Head begun = opening.restored(kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(kept.size() - 1)));
        WriterConnection connection = new WriterConnection(
                database,
                new ModuleClaims(database, target.bench()),
                WriterToken.drawn(target.bench(), World.real().random()),
                handle,
                new ChainState(begun));
        List<EventLine> lines = new ArrayList<>(opening.lines());
        lines.addAll(closedOrders(handle));
        connection.append(lines, List.of());
        return key.sign(connection.head());
    }

    /** What was used of an order after the backup is not known to it, so it ends; a new id bars its file from being opened again. */
    private static List<EventLine> closedOrders(Handle handle) {
        byte[] id = new byte[8];
        World.real().random().nextBytes(id);
        handle.createUpdate("UPDATE ledger_id SET id = :id")
                .bind("id", HexFormat.of().formatHex(id))
                .execute();
        handle.execute("DELETE FROM order_place");
        return OrderBook.numbers(handle).stream()
                .filter(number -> OrderBook.entry(handle, number)
                        .filter(OrderBook.Entry::open)
                        .isPresent())
                .map(number -> EventLine.of(EventType.ORDER_CLOSED, World.real().now())
                        .with("order", number)
                        .with("cause", "restored"))
                .toList();
    }

    private static void discard(Path file) {
        for (String ending : List.of("", "-wal", "-shm", ".lock")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
            } catch (IOException e) {
                // The next restore refuses a file that exists, and says which.
                return;
            }
        }
    }

    /** Inserts rows in portions. */
    private static final class Copier implements EventStream.Sink {
        private final Handle handle;
        private @Nullable PreparedBatch batch;

        Copier(Handle handle) {
            this.handle = handle;
        }

        @Override
        public void row(ChainName chain, long seq, String body) {
            PreparedBatch rows = batch == null
                    ? handle.prepareBatch("INSERT INTO event (bench, seq, body) VALUES (:bench, :seq, :body)")
                    : batch;
            batch = rows;
            rows.bind("bench", chain.name()).bind("seq", seq).bind("body", body).add();
            if (rows.size() >= ROWS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (batch != null) {
                batch.execute();
                batch.close();
                batch = null;
            }
        }
    }
}
