package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.journal.ChainName;
import org.keyrack.language.SentenceException;

/**
 * Reads every event of every chain and says whether it is the one that was written.
 *
 * <p>Without heads it finds what was changed, removed or reordered inside of a chain. That the end was cut off, the last
 * event changed, the whole chain written anew, or an old copy put back shows only against a later head that was kept
 * outside. Of a chain whose key changes, or that another one continues, the tree is computed as well, in a second pass: few
 * chains need it.
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
        return verify(location, KeptOutside.of(heads), publicKey, indexes);
    }

    /** The same, against all that was kept outside. */
    public static Verification verify(String location, KeptOutside kept, Optional<String> publicKey, boolean indexes)
            throws LedgerException {
        return complete(kept, (trees, continuations) -> {
            VerifierPass pass = new VerifierPass(kept, publicKey, trees, continuations);
            read(Database.at(location), indexes, pass);
            return pass;
        });
    }

    /** Reads with the trees that the reading before found to be needed, until it finds nothing new. */
    private static Verification complete(KeptOutside kept, Passage passage) throws LedgerException {
        Set<ChainName> trees = new HashSet<>(kept.trees());
        Continuations continuations = new Continuations();
        VerifierPass pass;
        int known;
        do {
            known = continuations.size();
            pass = passage.read(trees, continuations);
        } while (trees.addAll(pass.treesNeeded()) || continuations.size() > known);
        return pass.end();
    }

    private interface Passage {
        VerifierPass read(Set<ChainName> trees, Continuations continuations) throws LedgerException;
    }

    private static void read(Database database, boolean indexes, VerifierPass pass) throws LedgerException {
        try (Handle handle = EventStream.reader(database)) {
            database.check(handle, indexes).ifPresent(pass::damaged);
            EventStream.read(handle, pass::row);
        } catch (IOException e) {
            throw new LedgerException(SentenceException.said(e), e);
        } catch (SQLException | JdbiException e) {
            SQLException sql = Database.sqlOf(e);
            if (sql == null || !database.damaged(sql)) {
                throw database.unusable(e);
            }
            pass.damaged(SentenceException.said(sql));
        }
    }

    /**
     * Verifies an export in JSON Lines.
     *
     * @param file one event per line; the lines of each chain in their order
     */
    public static Verification verifyExport(Path file, List<SignedHead> heads, Optional<String> publicKey)
            throws LedgerException {
        return verifyExport(file, KeptOutside.of(heads), publicKey);
    }

    /** The same, against all that was kept outside. */
    public static Verification verifyExport(Path file, KeptOutside kept, Optional<String> publicKey)
            throws LedgerException {
        return complete(kept, (trees, continuations) -> {
            VerifierPass pass = new VerifierPass(kept, publicKey, trees, continuations);
            read(file, pass);
            return pass;
        });
    }

    private static void read(Path file, VerifierPass pass) throws LedgerException {
        try (ExportLines lines = new ExportLines(file)) {
            int number = 0;
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                pass.line(++number, line.get().text());
            }
        } catch (IOException e) {
            throw LedgerException.unreadable("The export", file, e);
        }
    }
}
