package org.keyrack.ledger;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.protocol.Bytes;

/** Compares the lines of a chain with what its bench has signed of them: a smaller or another tree is never signed after it. */
final class SignedTree {
    private final Handle handle;
    private final Head head;

    /** @param head where the chain ends */
    SignedTree(Handle handle, Head head) {
        this.handle = handle;
        this.head = head;
    }

    /**
     * How many lines are signed, when they are the lines of this chain. Tiles that say otherwise than the lines are removed, and
     * are built anew.
     *
     * @param kept the largest checkpoint that was signed
     * @return 0 without a checkpoint; empty when these are not the lines that were signed
     */
    Optional<Long> of(Optional<Checkpoint> kept) {
        if (kept.isEmpty()) {
            return Optional.of(0L);
        }
        long size = kept.get().size();
        if (size > head.seq()) {
            return Optional.empty();
        }
        if (!rootOfTiles(size).equals(Optional.of(kept.get().root()))) {
            handle.useTransaction(writer -> Tiles.remove(writer, head.chain()));
            if (!rootOfLines(size).equals(kept.get().root())) {
                return Optional.empty();
            }
        }
        return Optional.of(size);
    }

    /** Root of the tree over all lines of the chain, 32 bytes. */
    Bytes root() {
        return rootOfLines(head.seq());
    }

    private Optional<Bytes> rootOfTiles(long size) {
        try {
            return Optional.of(new StoredTree(handle, head.chain()).root(size));
        } catch (LedgerUnreadable notBuilt) {
            return Optional.empty();
        }
    }

    private Bytes rootOfLines(long size) {
        MerkleTree tree = new MerkleTree();
        EventStream.read(handle, head.chain(), (seq, body) -> {
            if (seq <= size) {
                tree.add(body);
            }
        });
        return tree.root();
    }
}
