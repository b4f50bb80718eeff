package org.keyrack.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.LedgerProblem.Kind;

/** Signs where the chains of a bench end, also while another program works as that bench. */
public final class LedgerHeads {
    private LedgerHeads() {}

    /**
     * Signs the heads of every chain that this key is recorded in.
     *
     * @param location a file or a {@code jdbc:postgresql:} URL
     * @param benchKey the bench's key
     * @return one head for each chain; empty when the key signs none of them
     * @throws LedgerException when there is no ledger, or no key
     */
    public static List<SignedHead> sign(String location, Path benchKey) throws LedgerException {
        if (!Files.exists(benchKey)) {
            throw new LedgerException(LedgerProblem.of(Kind.KEY_MISSING, benchKey.toString()));
        }
        BenchKey key = BenchKey.at(benchKey);
        Database database = Database.at(location);
        try (Handle handle = EventStream.reader(database)) {
            List<SignedHead> heads = new ArrayList<>();
            for (ChainName chain : Chains.all(handle)) {
                if (Opening.currentKey(handle, database, chain).equals(key.publicKey())) {
                    heads.add(key.sign(Chains.head(handle, chain)));
                }
            }
            return heads;
        } catch (SQLException | JdbiException e) {
            throw database.unusable(e);
        }
    }
}
