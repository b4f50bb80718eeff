package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.TreeHash;
import org.keyrack.evidence.TreeNodes;
import org.keyrack.journal.ChainName;

/** The tree of a chain made from all of its lines, where tiles are missing or say otherwise: 32 bytes of memory a line. */
final class LinesTree implements TreeNodes {
    private final List<byte[]> leaves = new ArrayList<>();

    LinesTree(Handle handle, ChainName chain) {
        EventStream.read(handle, chain, (seq, body) -> leaves.add(TreeHash.leaf(body)));
    }

    /** @throws LedgerUnreadable when the chain has not so many lines */
    @Override
    public byte[] whole(int height, long index) {
        long from = index << height;
        long to = from + (1L << height);
        if (to > leaves.size()) {
            throw LedgerUnreadable.event("the chain has " + leaves.size() + " lines", null);
        }
        return TreeHash.whole(leaves.subList((int) from, (int) to));
    }
}
