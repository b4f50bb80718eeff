package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads every event of every chain and says whether it is the one that was written.
 *
 * <p>Without heads it finds what was changed, removed or reordered inside of a chain. That the end was cut off, the last
 * event changed, the whole chain written anew, or an old copy put back shows only against a later head that was kept
 * outside.
 */
public final class LedgerVerifier {
    private LedgerVerifier() {}

    /**
     * Verifies a ledger's database; a bench may work on it meanwhile.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @param heads heads kept outside; may be empty
     * @param publicKey the bench's public key from outside, when the auditor has it; else the ledger's own is used
     */
    public static Verification verify(String location, List<SignedHead> heads, Optional<String> publicKey)
            throws LedgerException {
        return verify(location, heads, publicKey, false);
    }

    /**
     * The same.
     *
     * @param indexes compares a SQLite file's indexes with its table as well: they are no evidence, but look-ups trust them
     */
    public static Verification verify(
            String location, List<SignedHead> heads, Optional<String> publicKey, boolean indexes)
            throws LedgerException {
        Database database = Database.at(location);
        VerifierPass pass = new VerifierPass(heads, publicKey);
        try (Handle handle = EventStream.reader(database)) {
            database.check(handle, indexes).ifPresent(pass::damaged);
            EventStream.read(handle, pass::row);
        } catch (IOException e) {
            throw new LedgerException(e.getMessage(), e);
        } catch (SQLException | JdbiException e) {
            SQLException sql = Database.sqlOf(e);
            if (sql == null || !database.damaged(sql)) {
                throw database.unusable(e);
            }
            pass.damaged(sql.getMessage());
        }
        return pass.end();
    }

    /**
     * Verifies an export in JSON Lines.
     *
     * @param file one event per line; the lines of each chain in their order
     */
    public static Verification verifyExport(Path file, List<SignedHead> heads, Optional<String> publicKey)
            throws LedgerException {
        VerifierPass pass = new VerifierPass(heads, publicKey);
        try (ExportLines lines = new ExportLines(file)) {
            int number = 0;
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                pass.line(++number, line.get().text());
            }
        } catch (IOException e) {
            throw LedgerException.unreadable("The export", file, e);
        }
        return pass.end();
    }
}
