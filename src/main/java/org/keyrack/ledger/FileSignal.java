package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * Waits for the system to say that a file of the ledger's folder was written, and asks SQLite then whether somebody has
 * committed. Where the system tells late, as on macOS, the longest wait is what it takes.
 */
final class FileSignal implements ChangeSignal {
    private final SqliteDatabase database;
    private final Handle handle;
    private final WatchService watch;
    private long version;

    FileSignal(SqliteDatabase database, Path folder, Handle handle) throws IOException {
        this.database = database;
        this.handle = handle;
        this.version = version();
        this.watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    @Override
    public boolean await(Duration longest) throws SQLException, InterruptedException {
        try {
            WatchKey key = watch.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException closed) {
            return false;
        }
        database.requirePresent();
        long now = version();
        boolean changed = now != version;
        version = now;
        return changed;
    }

    /** A number that changes when another connection has committed; SQLite has it in memory shared with the writer. */
    private long version() {
        return handle.createQuery("PRAGMA data_version").mapTo(long.class).one();
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            // A watch that cannot be closed ends with the process.
        }
    }
}
