package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.keyrack.evidence.TreeHash;
import org.keyrack.journal.ChainName;

/** The whole tiles of the chains' trees in the database. No evidence: they can be removed and made anew from the lines. */
final class Tiles {
    /** One more than the open part of the level above can need. */
    private static final int NEWEST = TreeTile.WIDTH + 1;

    private Tiles() {}

    /** Keeps tiles in the caller's transaction. */
    static void insert(Handle handle, ChainName chain, List<TreeTile> tiles) {
        if (tiles.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO tile (chain, level, number, root, hashes)"
                + " VALUES (:chain, :level, :number, :root, :hashes) ON CONFLICT (chain, level, number) DO NOTHING");
        for (TreeTile tile : tiles) {
            batch.bind("chain", chain.name())
                    .bind("level", tile.level())
                    .bind("number", tile.number())
                    .bind("root", tile.root())
                    .bind("hashes", tile.hashes())
                    .add();
        }
        batch.execute();
    }

    static void remove(Handle handle, ChainName chain) {
        handle.createUpdate("DELETE FROM tile WHERE chain = :chain")
                .bind("chain", chain.name())
                .execute();
    }

    /**
     * Tiles of lines that are there; 0 when there is a gap among the newest, from which the tree grows. Older ones are not
     * counted, for they are ever more: where one of them is missing, a proof takes its lines instead.
     */
    static long wholeOfLines(Handle handle, ChainName chain) {
        return handle.createQuery("SELECT count(*), coalesce(max(number), -1) + 1, coalesce(min(number), 0)"
                        + " FROM (SELECT number FROM tile WHERE chain = :chain AND level = 0"
                        + " ORDER BY number DESC LIMIT :step) AS newest")
                .bind("chain", chain.name())
                .bind("step", NEWEST)
                .map((row, context) -> {
                    long tiles = row.getLong(1);
                    long end = row.getLong(2);
                    long first = row.getLong(3);
                    return end - first == tiles && (tiles == NEWEST || first == 0) ? end : 0;
                })
                .one();
    }

    /**
     * The tree over a chain's first lines, ready to grow.
     *
     * @param size how many lines
     * @return empty when tiles are missing
     */
    static Optional<OpenTree> open(Handle handle, ChainName chain, long size) {
        if (wholeOfLines(handle, chain) < TreeTile.whole(0, size)) {
            return Optional.empty();
        }
        List<List<byte[]>> levels = new ArrayList<>();
        for (int level = 0; size >> (TreeTile.HEIGHT * level) > 0; level++) {
            long from = TreeTile.whole(level, size) << TreeTile.HEIGHT;
            int open = (int) ((size >> (TreeTile.HEIGHT * level)) - from);
            List<byte[]> hashes = hashes(handle, chain, level, from, open);
            if (hashes.size() != open) {
                return Optional.empty();
            }
            levels.add(new ArrayList<>(hashes));
        }
        return Optional.of(new OpenTree(levels, size));
    }

    /**
     * Hashes of one level, from the lines or from the roots of the level below; fewer when they are not there.
     *
     * @param from the first one, from 0
     * @param most hashes at most, up to 256
     */
    static List<byte[]> hashes(Handle handle, ChainName chain, int level, long from, int most) {
        if (level == 0) {
            return Chains.lines(handle, chain, from, most).stream()
                    .map(TreeHash::leaf)
                    .toList();
        }
        return handle.createQuery("SELECT root FROM tile WHERE chain = :chain AND level = :level AND number >= :from"
                        + " ORDER BY number LIMIT :step")
                .bind("chain", chain.name())
                .bind("level", level - 1)
                .bind("from", from)
                .bind("step", most)
                .map((row, context) -> row.getBytes(1))
                .list();
    }

    /** The hashes of a whole tile, 256 times 32 bytes; empty when it is not there. */
    static Optional<byte[]> hashes(Handle handle, ChainName chain, int level, long number) {
        return handle.createQuery(
                        "SELECT hashes FROM tile WHERE chain = :chain AND level = :level AND number = :number")
                .bind("chain", chain.name())
                .bind("level", level)
                .bind("number", number)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }
}
