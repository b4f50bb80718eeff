package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.TreeHash;
import org.keyrack.evidence.TreeNodes;
import org.keyrack.journal.ChainName;

/** The tree of a chain as the database has it, for roots and proofs: a few tiles and at most 255 lines are read. */
final class StoredTree implements TreeNodes {
    private final Handle handle;
    private final ChainName chain;
    private final Map<String, List<byte[]>> read = new HashMap<>();

    StoredTree(Handle handle, ChainName chain) {
        this.handle = handle;
        this.chain = chain;
    }

    /** @throws LedgerUnreadable when the tree is not built so far */
    @Override
    public byte[] whole(int height, long index) {
        int level = height / TreeTile.HEIGHT;
        int within = height % TreeTile.HEIGHT;
        long first = index << within;
        List<byte[]> tile = read.computeIfAbsent(
                level + " " + (first >> TreeTile.HEIGHT), name -> tile(level, first >> TreeTile.HEIGHT));
        int from = (int) (first & (TreeTile.WIDTH - 1));
        int to = from + (1 << within);
        if (to > tile.size()) {
            throw LedgerUnreadable.event("the tree of " + chain + " is not built yet", null);
        }
        return TreeHash.whole(tile.subList(from, to));
    }

    private List<byte[]> tile(int level, long number) {
        Optional<byte[]> whole = Tiles.hashes(handle, chain, level, number);
        if (whole.isEmpty() || whole.get().length != TreeTile.WIDTH * TreeHash.LENGTH) {
            return Tiles.hashes(handle, chain, level, number << TreeTile.HEIGHT, TreeTile.WIDTH);
        }
        List<byte[]> hashes = new ArrayList<>(TreeTile.WIDTH);
        for (int at = 0; at < whole.get().length; at += TreeHash.LENGTH) {
            hashes.add(Arrays.copyOfRange(whole.get(), at, at + TreeHash.LENGTH));
        }
        return hashes;
    }
}
