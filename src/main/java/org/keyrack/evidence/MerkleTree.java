package org.keyrack.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.keyrack.protocol.Bytes;

/**
 * The Merkle tree over the lines of a chain (RFC 6962, section 2.1), one line after the other. It keeps no more than the
 * roots of its whole subtrees, at most 63, each half as large or less than the one before.
 */
public final class MerkleTree {
    private final Deque<byte[]> roots = new ArrayDeque<>();
    private long size;

    /** Adds a line, without its line feed: SHA-256(00 ‖ line). */
    public void add(String line) {
        byte[] hash = TreeHash.leaf(line);
        for (long whole = size; (whole & 1) == 1; whole >>= 1) {
            hash = TreeHash.node(roots.pop(), hash);
        }
        roots.push(hash);
        size++;
    }

    /** How many lines it has. */
    public long size() {
        return size;
    }

    /** Its root, 32 bytes; SHA-256 of nothing when it has no line. */
    public Bytes root() {
        if (roots.isEmpty()) {
            return Bytes.of(TreeHash.sha256());
        }
        Iterator<byte[]> smallestFirst = roots.iterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = TreeHash.node(smallestFirst.next(), root);
        }
        return Bytes.of(root);
    }
}
