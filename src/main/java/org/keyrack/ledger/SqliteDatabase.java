package org.keyrack.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.world.World;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** SQLite in one file: WAL, every commit on the disk before it counts, one bench at a time. */
non-sealed class SqliteDatabase extends Database {
    private static final int PATIENCE_MS = 5_000;

    private final Path file;
    private final Disk disk;
    private @Nullable FileChannel lockFile;
    /** What the system knows the file by, whatever its name; null where a system tells none, or nothing is open. */
    private @Nullable Object openFile;

    SqliteDatabase(String location) {
        this(location, Handle::commit);
    }

    /** @param disk makes transactions durable, or fails as a disk does */
    SqliteDatabase(String location, Disk disk) {
        this.file = Path.of(location).toAbsolutePath();
        this.disk = disk;
    }

    /** Where a transaction becomes durable: the one place in which a simulation lets the disk fail. */
    interface Disk {
        void commit(Handle writer) throws SQLException;
    }

    Path file() {
        return file;
    }

    @Override
    String name() {
        return file.toString();
    }

    /** A file is there or it is not. */
    @Override
    void await(Consumer<LedgerProblem> waiting, World world) {}

    @Override
    Handle openWriter(String bench) throws LedgerException, SQLException {
        lock();
        Handle handle = asserted(connect(true));
        openFile = identity();
        return handle;
    }

    /** A file that was deleted takes commits to the end of the program and keeps none of them. */
    @Override
    void requirePresent() throws SQLException {
        if (!Files.isRegularFile(file)) {
            throw new SQLException("the file is not there any more: put it back, work goes on by itself then");
        }
        if (!Objects.equals(openFile, identity())) {
            throw new SQLException(
                    "another file has taken its place: put the ledger back, work goes on by itself then");
        }
    }

    private @Nullable Object identity() throws SQLException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new SQLException("the file cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    void commit(Handle writer) throws SQLException {
        disk.commit(writer);
    }

    @Override
    Handle openReader() throws LedgerException, SQLException {
        if (!Files.isRegularFile(file)) {
            throw new LedgerException(LedgerProblem.of(Kind.NO_FILE, name()));
        }
        return connect(false);
    }

    @Override
    ChangeSignal signal(Handle reader) throws SQLException, IOException {
        if (openFile == null) {
            openFile = identity();
        }
        return new FileSignal(
                this, Objects.requireNonNull(file.getParent(), "the file of a ledger is in a folder"), reader);
    }

    @Override
    Handle openForUpgrade() throws LedgerException, SQLException {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new LedgerException(
                    LedgerProblem.of(
                            Kind.FOLDER_UNMADE, String.valueOf(file.getParent()), String.valueOf(e.getMessage())),
                    e);
        }
        lock();
        return asserted(connect(true));
    }

    @Override
    FluentConfiguration migrations() {
        return flyway().dataSource(source(true)).locations("classpath:db/common", "classpath:db/sqlite");
    }

    @Override
    String field(String name) {
        return "CASE WHEN json_valid(body) THEN json_extract(body, '$." + name + "') END";
    }

    @Override
    String integer(String name) {
        return field(name);
    }

    @Override
    boolean full(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        return code == SQLiteErrorCode.SQLITE_FULL
                || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
                || (code == SQLiteErrorCode.SQLITE_IOERR_WRITE && file.toFile().getUsableSpace() < PAGE);
    }

    private static final int PAGE = 65_536;

    @Override
    boolean again(SQLException e) {
        return false;
    }

    @Override
    boolean damaged(SQLException e) {
        return e instanceof SQLiteException sqlite && sqlite.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /** Finds broken pages and, when thorough, an index that does not say what its table says; that takes twice as long. */
    @Override
    Optional<String> check(Handle handle, boolean thorough) {
        String answer = handle.createQuery(thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)")
                .mapTo(String.class)
                .findFirst()
                .orElse("no answer");
        return answer.equals("ok") ? Optional.empty() : Optional.of(answer);
    }

    /** One bench at a time writes to a file, and that is us. */
    @Override
    boolean stopped(Handle writer, String bench) {
        return true;
    }

    @Override
    Optional<Instant> serverTime(Handle handle) {
        return Optional.empty();
    }

    /** One program at a time writes. */
    @Override
    String skipLocked() {
        return "";
    }

    @Override
    String lockRows() {
        return "";
    }

    @Override
    int schemaOf(Handle handle) {
        boolean tables = handle.createQuery("SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'")
                        .mapTo(int.class)
                        .one()
                > 0;
        return tables ? versionIn(handle) : 0;
    }

    private Handle connect(boolean write) {
        return jdbi(write).open();
    }

    /** Where connections come from: a simulation lets several benches write to one file, one transaction after the other. */
    Jdbi jdbi(boolean write) {
        SQLiteDataSource source = source(write);
        return jdbi(source::getConnection);
    }

    private SQLiteDataSource source(boolean write) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MS);
        if (write) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        } else {
            config.setReadOnly(true);
            config.setOpenMode(SQLiteOpenMode.READONLY);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** A database that would lose a commit at a power failure is refused. */
    private Handle asserted(Handle handle) throws LedgerException {
        String journal =
                handle.createQuery("PRAGMA journal_mode").mapTo(String.class).one();
        int synchronous =
                handle.createQuery("PRAGMA synchronous").mapTo(int.class).one();
        // Only macOS needs it: there a plain fsync leaves data in the drive's cache. No other system minds.
        handle.execute("PRAGMA fullfsync = ON");
        handle.execute("PRAGMA checkpoint_fullfsync = ON");
        int fullSync = handle.createQuery("PRAGMA fullfsync").mapTo(int.class).one();
        if (!journal.equals("wal") || synchronous != 2 || fullSync != 1) {
            drop(handle);
            throw new LedgerException(LedgerProblem.of(
                    Kind.NOT_DURABLE,
                    name(),
                    "journal_mode " + journal + ", synchronous " + synchronous + ", fullfsync " + fullSync));
        }
        return handle;
    }

    synchronized void lock() throws LedgerException {
        if (lockFile != null) {
            return;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            lockFile = channel;
        } catch (OverlappingFileLockException e) {
            release(channel);
            throw new LedgerException(LedgerProblem.of(Kind.ANOTHER_WRITES, name()), e);
        } catch (IOException e) {
            release(channel);
            throw new LedgerException(LedgerProblem.of(Kind.UNLOCKABLE, name(), String.valueOf(e.getMessage())), e);
        }
    }

    private static void release(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Closing a lock file has nothing to write; the system frees the lock with the process at the latest.
        }
    }

    @Override
    public synchronized void close() {
        release(lockFile);
        lockFile = null;
    }
}
