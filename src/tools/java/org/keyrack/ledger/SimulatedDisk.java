package org.keyrack.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.keyrack.simulation.Line;
import org.keyrack.world.World;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The disk of a simulated bench: SQLite itself, in a folder of its own, whose commits do what the simulation says. It outlives
 * the programs that open it.
 */
public final class SimulatedDisk implements AutoCloseable {
    private static final int BALLAST = 4096;
    /** The benches that may write to it. */
    public static final List<String> BENCHES = List.of("bench-1", "bench-2");

    private final Path folder;
    private final Commits commits;
    private final List<SqliteDatabase> databases = new ArrayList<>();
    /** Writers whose first commit has been looked at. */
    private final List<Handle> known = new ArrayList<>();

    private final List<Handle> writers = new ArrayList<>();
    private final Sessions sessions;
    private boolean shared;
    private Path file;
    private int images;
    private long seen;
    private boolean committing;
    private Optional<Path> backup = Optional.empty();

    /** What becomes of a commit. */
    public enum Fate {
        DURABLE,
        /** It is in, and who asked for it hears an error. */
        ANSWER_LOST,
        REFUSED,
        FULL,
        /** The power goes before anything is written. */
        POWER_BEFORE,
        /** The power goes in the middle: a part of it is written. */
        TORN,
        POWER_AFTER
    }

    /** Decides on commits, and hears of what became durable. */
    public interface Commits {
        /** Called before each commit; may wait, or throw when its world is over. */
        Fate fate();

        /** Waits in the world of who asks. */
        void await(BooleanSupplier condition);

        /** What a writer's first commit leaves on the disk. */
        void found(List<Line> lines);

        /** A line is on the disk for good. */
        void durable(Line line);

        /** Whether a batch is over. */
        boolean ended(String bench, long batch);

        /** Whether the batch of a line loads an order. */
        boolean ordered(Line line);

        /** The places of an order, when a module's work may just have ended. */
        void places(String order, List<DiskAudit.Place> places);

        /** What became durable must not be so. */
        void wrong(String what);

        /** The power goes: does not return. */
        void power();
    }

    /** @param template a ledger's file with empty tables, from {@link #template} */
    public SimulatedDisk(Path folder, Path template, Commits commits) throws IOException {
        this.folder = folder;
        this.commits = commits;
        this.sessions = new Sessions(() -> commits.await(() -> !committing));
        this.file = folder.resolve("image-0").resolve("ledger.db");
        Files.createDirectories(file.getParent());
        Files.copy(template.resolve("ledger.db"), file);
        for (String bench : BENCHES) {
            for (String key : List.of(bench + ".key", bench + ".key.pub")) {
                Files.copy(template.resolve(key), folder.resolve(key));
            }
        }
    }

    /** Where a bench keeps its heads outside of the ledger; what it has seen as a witness is beside it. */
    static Path heads(Path folder, String bench) {
        return folder.resolve(bench).resolve("heads");
    }

    /** Makes the file that each disk begins with; Flyway takes longer than a whole simulation. */
    public static void template(Path folder) throws IOException {
        SqliteDatabase database = new SqliteDatabase(folder.resolve("ledger.db").toString());
        try {
            database.upgrade();
            for (String bench : BENCHES) {
                BenchKey.at(folder.resolve(bench + ".key"));
            }
        } catch (LedgerException e) {
            throw new IOException(e);
        } finally {
            database.close();
        }
    }

    /** From now on both benches may write to it. */
    public void share() {
        shared = true;
    }

    /** Opens the ledger as a program does that is started at a bench of a world. */
    public Ledger open(World world, String bench) throws LedgerException {
        SqliteDatabase database = shared
                ? new SharedDatabase(file.toString(), this::commit, sessions)
                : new SqliteDatabase(file.toString(), this::commit);
        databases.add(database);
        return Ledger.open(settings(bench), database, problem -> {}, world);
    }

    private LedgerSettings settings(String bench) {
        return settings(folder, file, bench, shared ? 0 : BALLAST);
    }

    static LedgerSettings settings(Path folder, Path ledger, String bench, int ballast) {
        return new LedgerSettings(
                ledger.toString(), bench, folder.resolve(bench + ".key"), heads(folder, bench), ballast);
    }

    /** Who works at a bench, by PINs that are checked at once. */
    public static LedgerPeople people(Ledger ledger) {
        return ledger.people(new QuickPins());
    }

    /** The program of a bench is killed: nothing of it is left on the disk. */
    public void leave(String bench) {
        sessions.leave(bench);
    }

    private void commit(Handle writer) throws SQLException {
        writers.add(writer);
        committing = true;
        try {
            decide(writer);
        } catch (Error end) {
            // Its program is over in the middle of it, and another one may go on.
            Database.drop(writer);
            throw end;
        } finally {
            committing = false;
        }
    }

    private void decide(Handle writer) throws SQLException {
        Fate fate = commits.fate();
        switch (fate) {
            case REFUSED -> throw new SQLException("disk I/O error, made by the simulation");
            case FULL -> throw new SQLiteException("full, made by the simulation", SQLiteErrorCode.SQLITE_FULL);
            case POWER_BEFORE -> {
                image(Long.MAX_VALUE);
                commits.power();
            }
            case TORN -> {
                long before = walLength();
                writer.commit();
                long after = walLength();
                image(after > before ? before + (after - before) / 2 : Long.MAX_VALUE);
                commits.power();
            }
            default -> {
                writer.commit();
                report(writer);
                if (fate == Fate.ANSWER_LOST) {
                    throw new SQLException("the answer was lost, made by the simulation");
                }
                if (fate == Fate.POWER_AFTER) {
                    image(Long.MAX_VALUE);
                    commits.power();
                }
            }
        }
    }

    private void report(Handle handle) {
        if (!known.contains(handle)) {
            known.add(handle);
            List<Row> all = rows(handle, 0);
            commits.found(all.stream().map(row -> line(row.body)).toList());
            DiskAudit.places(handle).forEach(commits::places);
            seen = all.isEmpty() ? 0 : all.get(all.size() - 1).id;
            return;
        }
        List<Row> rows = rows(handle, seen);
        List<Line> added = new ArrayList<>();
        for (Row row : rows) {
            seen = row.id;
            added.add(line(row.body));
        }
        added.forEach(commits::durable);
        new CommitChecks(handle, commits, sessions).of(added);
    }

    static List<Line> lines(Handle handle, long after) {
        return rows(handle, after).stream().map(row -> line(row.body)).toList();
    }

    private static List<Row> rows(Handle handle, long after) {
        return handle.createQuery("SELECT rowid, body FROM event WHERE rowid > :after ORDER BY rowid")
                .bind("after", after)
                .map((row, context) -> new Row(row.getLong(1), row.getString(2)))
                .list();
    }

    private record Row(long id, String body) {}

    private static Line line(String body) {
        EventLine line = ModuleHistory.read(body);
        return new Line(
                line.type().text(),
                line.chain().bench(),
                line.at(),
                line.has("batch") ? line.number("batch") : 0,
                line.maybe("sn").orElse(""),
                line.maybe("ref2").orElse(""),
                line.maybe("r").orElse(""),
                line.maybe("result").orElse(""),
                line.maybe("card").orElse(""),
                line.maybe("step").orElse(""),
                line.maybe("order").orElse(""),
                body);
    }

    private Path wal() {
        return file.resolveSibling("ledger.db-wal");
    }

    private long walLength() {
        try {
            return Files.exists(wal()) ? Files.size(wal()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the disk holds when the power goes now: later programs find it, and no other sees it. */
    private void image(long walBytes) {
        putBack();
        file = copy("image-" + ++images, walBytes);
    }

    private Path copy(String name, long walBytes) {
        Path next = folder.resolve(name).resolve("ledger.db");
        try {
            Files.createDirectories(next.getParent());
            Files.copy(file, next);
            if (Files.exists(wal())) {
                Path copy = next.resolveSibling("ledger.db-wal");
                Files.copy(wal(), copy);
                if (walBytes < Files.size(copy)) {
                    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                        channel.truncate(walBytes);
                    }
                }
            }
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody copies the file between two programs, to put it back one day. */
    public void backUp() {
        backup = Optional.of(copy("backup", Long.MAX_VALUE));
    }

    /**
     * Whether the copy, put back in the place of the ledger, passes for the whole of it although a head that is kept outside
     * is newer.
     */
    public boolean olderCopyPasses() throws IOException {
        return backup.isPresent() && audit(backup.get()).passesThoughOlder();
    }

    /** What the disk holds now, for an auditor. */
    public DiskAudit audit() {
        return audit(file);
    }

    private DiskAudit audit(Path ledger) {
        return new DiskAudit(ledger, folder, BENCHES);
    }

    /** The copy, for whoever puts it back; empty when nobody made one. */
    public Optional<OlderCopy> olderCopy() {
        return backup.map(copy -> new OlderCopy(folder, copy));
    }

    /** Whether a transaction is open that was not decided on yet. */
    public boolean committing() {
        return committing;
    }

    /** Whether bytes are kept aside: without them there is room again. */
    public boolean ballast() {
        return Files.exists(file.resolveSibling("ledger.db.ballast"));
    }

    /** The power goes outside of any commit. */
    public void cut() {
        image(Long.MAX_VALUE);
    }

    /** Takes the file away. */
    public void takeAway() {
        try {
            if (Files.exists(file)) {
                Files.move(file, aside());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the file back when it was taken away. */
    public void putBack() {
        try {
            if (Files.exists(aside())) {
                Files.move(aside(), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aside() {
        return file.resolveSibling("ledger.away");
    }

    /** Another program opens the ledger although this one works: its lock was removed, or its session was lost. */
    public void takeOver(World world, String bench) throws LedgerException {
        leave(bench);
        try {
            Files.deleteIfExists(file.resolveSibling("ledger.db.lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open(world, bench).close();
    }

    /** Lets go of what a program left open that ended without closing. */
    public void abandon() {
        putBack();
        writers.forEach(Database::drop);
        writers.clear();
        sessions.clear();
        known.clear();
        databases.forEach(SqliteDatabase::close);
        databases.clear();
    }

    @Override
    public void close() throws IOException {
        abandon();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
