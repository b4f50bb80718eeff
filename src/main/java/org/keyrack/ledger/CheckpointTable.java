package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;

/** Checkpoints in the database, for whoever makes certificates; each proves itself. */
final class CheckpointTable {
    private static final int FEW = 4_096;

    private CheckpointTable() {}

    static void insert(Handle handle, ChainName chain, long size, String note) {
        handle.createUpdate("INSERT INTO checkpoint (chain, size, note) VALUES (:chain, :size, :note)"
                        + " ON CONFLICT (chain, size) DO NOTHING")
                .bind("chain", chain.name())
                .bind("size", size)
                .bind("note", note)
                .execute();
    }

    /** The checkpoint of so many lines, as its note. */
    static Optional<String> at(Handle handle, ChainName chain, long size) {
        return handle.createQuery("SELECT note FROM checkpoint WHERE chain = :chain AND size = :size")
                .bind("chain", chain.name())
                .bind("size", size)
                .mapTo(String.class)
                .findOne();
    }

    /** The newest checkpoints of a chain, the newest first; a witness's answer may take weeks. */
    static List<String> newestFew(Handle handle, ChainName chain) {
        return handle.createQuery("SELECT note FROM checkpoint WHERE chain = :chain ORDER BY size DESC LIMIT :most")
                .bind("chain", chain.name())
                .bind("most", FEW)
                .mapTo(String.class)
                .list();
    }

    /** The largest checkpoint of a chain that covers so many lines, as its note. */
    static Optional<String> newest(Handle handle, ChainName chain, long size) {
        return handle.createQuery("SELECT note FROM checkpoint WHERE chain = :chain AND size >= :size"
                        + " ORDER BY size DESC LIMIT 1")
                .bind("chain", chain.name())
                .bind("size", size)
                .mapTo(String.class)
                .findOne();
    }
}
