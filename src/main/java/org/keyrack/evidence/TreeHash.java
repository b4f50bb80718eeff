package org.keyrack.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The hashes of RFC 6962, section 2.1, 32 bytes each. An array that is given is never changed. */
public final class TreeHash {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private TreeHash() {}

    /** Of a line, without its line feed: SHA-256(00 ‖ line). */
    public static byte[] leaf(String line) {
        return sha256(LEAF, line.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256(01 ‖ left ‖ right). */
    public static byte[] node(byte[] left, byte[] right) {
        return sha256(NODE, left, right);
    }

    /**
     * Root of a whole subtree.
     *
     * @param hashes of its lowest level: as many as a power of two
     */
    public static byte[] whole(List<byte[]> hashes) {
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.get(0);
    }

    /**
     * Root of a tree, from the roots of its whole subtrees.
     *
     * @param roots from left to right, each half as large or less than the one before; SHA-256 of nothing when there is none
     */
    public static byte[] root(List<byte[]> roots) {
        if (roots.isEmpty()) {
            return sha256();
        }
        byte[] root = roots.get(roots.size() - 1);
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = node(roots.get(i), root);
        }
        return root;
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
