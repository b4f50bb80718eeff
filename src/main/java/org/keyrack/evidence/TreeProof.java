package org.keyrack.evidence;

import java.util.List;
import org.keyrack.protocol.Bytes;

/** Proofs over the tree of a chain (RFC 6962, sections 2.1.1 and 2.1.2), checked as RFC 9162, section 2.1, has it. */
public final class TreeProof {
    private TreeProof() {}

    /** Hash of a line as leaf: SHA-256(00 ‖ line), 32 bytes. */
    public static Bytes leaf(String line) {
        return Bytes.of(TreeHash.leaf(line));
    }

    /**
     * Whether a leaf is in a tree.
     *
     * @param leaf hash of the leaf, 32 bytes
     * @param index which leaf, from 0
     * @param size how many leaves the tree has
     * @param proof hashes from the leaf up, 32 bytes each
     * @param root root of the tree, 32 bytes
     */
    public static boolean includes(Bytes leaf, long index, long size, List<Bytes> proof, Bytes root) {
        if (index < 0 || index >= size) {
            return false;
        }
        Path path = new Path(index, size - 1);
        byte[] hash = leaf.toArray();
        for (Bytes sibling : proof) {
            if (path.atTop()) {
                return false;
            }
            hash = path.left() ? TreeHash.node(sibling.toArray(), hash) : TreeHash.node(hash, sibling.toArray());
            path.up();
        }
        return path.atTop() && Bytes.of(hash).equals(root);
    }

    /**
     * Whether a tree grew from an older one without a change of what that one had.
     *
     * @param oldSize at least 1
     * @param proof hashes of 32 bytes; none when the sizes are the same
     */
    public static boolean consistent(long oldSize, Bytes oldRoot, long size, Bytes root, List<Bytes> proof) {
        if (oldSize < 1 || oldSize > size) {
            return false;
        }
        if (oldSize == size) {
            return proof.isEmpty() && oldRoot.equals(root);
        }
        boolean whole = Long.bitCount(oldSize) == 1;
        if (!whole && proof.isEmpty()) {
            return false;
        }
        Path path = new Path(oldSize - 1, size - 1);
        path.pastWholeSubtrees();
        byte[] older = (whole ? oldRoot : proof.get(0)).toArray();
        byte[] newer = older;
        for (Bytes next : proof.subList(whole ? 0 : 1, proof.size())) {
            if (path.atTop()) {
                return false;
            }
            if (path.left()) {
                older = TreeHash.node(next.toArray(), older);
                newer = TreeHash.node(next.toArray(), newer);
            } else {
                newer = TreeHash.node(newer, next.toArray());
            }
            path.up();
        }
        return path.atTop()
                && Bytes.of(older).equals(oldRoot)
                && Bytes.of(newer).equals(root);
    }

    /** The way from a node of the lowest level to the root, beside the way of the last node. */
    private static final class Path {
        private long node;
        private long last;

        Path(long node, long last) {
            this.node = node;
            this.last = last;
        }

        boolean atTop() {
            return last == 0;
        }

        /** Whether what comes next stands to the left. */
        boolean left() {
            return (node & 1) == 1 || node == last;
        }

        void up() {
            if (left()) {
                // The last node of a level without a sibling is passed up as it is.
                while ((node & 1) == 0 && node != 0) {
                    shift();
                }
            }
            shift();
        }

        void pastWholeSubtrees() {
            while ((node & 1) == 1) {
                shift();
            }
        }

        private void shift() {
            node >>= 1;
            last >>= 1;
        }
    }
}
