package org.keyrack.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.keyrack.protocol.Bytes;

/**
 * The Merkle tree over the lines of a chain (RFC 6962, section 2.1), one line after the other. It keeps no more than the
 * roots of its whole subtrees, at most 63, each half as large or less than the one before.
 */
public final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final Deque<byte[]> roots = new ArrayDeque<>();
    private long size;

    /** Adds a line, without its line feed: SHA-256(00 ‖ line). */
    public void add(String line) {
        byte[] hash = sha256(LEAF, line.getBytes(StandardCharsets.UTF_8));
        for (long whole = size; (whole & 1) == 1; whole >>= 1) {
            hash = node(roots.pop(), hash);
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
            return Bytes.of(sha256());
        }
        Iterator<byte[]> smallestFirst = roots.iterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = node(smallestFirst.next(), root);
        }
        return Bytes.of(root);
    }

    /** SHA-256(01 ‖ left ‖ right). */
    static byte[] node(byte[] left, byte[] right) {
        return sha256(NODE, left, right);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
