package org.keyrack.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** What happened, in order: the end of it for people, and a hash over all of it, which the same script makes again. */
final class Trace {
    private static final int KEPT = 400;

    private final MessageDigest hash;
    private final Deque<String> lines = new ArrayDeque<>();
    private long nanos;

    Trace() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void turn(String thread, long at) {
        nanos = at;
        hash.update(thread.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) (at >>> 10));
    }

    void note(String who, String what) {
        String line = String.format(java.util.Locale.ROOT, "%,13d µs  %s: %s", nanos / 1_000, who, what);
        hash.update(line.getBytes(StandardCharsets.UTF_8));
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    String hash() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) hash.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        return String.join("\n", lines);
    }
}
