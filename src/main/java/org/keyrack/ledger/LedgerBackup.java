package org.keyrack.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Copies a ledger to a file while benches work on it, and verifies the copy. */
public final class LedgerBackup {
    private LedgerBackup() {}

    /**
     * Makes a backup: of SQLite a SQLite file, of PostgreSQL an export in JSON Lines. {@link LedgerRestore} takes both.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @param target a file that does not exist
     * @return what verifying the copy found, with the heads it ends at
     * @throws LedgerException when it cannot be written; nothing is left then
     */
    public static Verification to(String location, Path target) throws LedgerException {
        if (Files.exists(target)) {
            throw new LedgerException(LedgerProblem.of(LedgerProblem.Kind.BACKUP_EXISTS, target.toString()));
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            // Made here, the folder of a disk that is not mounted would be on the ledger's own disk.
            throw new LedgerException(LedgerProblem.of(LedgerProblem.Kind.BACKUP_NO_FOLDER, String.valueOf(folder)));
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Database database = Database.at(location);
            Verification copy;
            if (database instanceof SqliteDatabase) {
                vacuumInto(database, part, target);
                copy = LedgerVerifier.verify(part.toString(), List.of(), Optional.empty());
            } else {
                try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    LedgerExport.write(location, LedgerExport.Format.JSONL, out);
                }
                copy = LedgerVerifier.verifyExport(part, List.of(), Optional.empty());
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return copy;
        } catch (IOException e) {
            throw unwritten(target, e, e);
        } finally {
            delete(part);
        }
    }

    private static void vacuumInto(Database database, Path part, Path target) throws LedgerException {
        try (Handle handle = EventStream.reader(database)) {
            handle.createUpdate("VACUUM INTO :file")
                    .bind("file", part.toString())
                    .execute();
        } catch (SQLException | JdbiException e) {
            throw unwritten(target, Database.causeOf(e), e);
        }
    }

    private static LedgerException unwritten(Path target, Throwable words, Exception e) {
        return new LedgerException(
                LedgerProblem.of(
                        LedgerProblem.Kind.BACKUP_UNWRITTEN, target.toString(), String.valueOf(words.getMessage())),
                e);
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // What is left has an ending that says that it is not whole.
            return;
        }
    }
}
