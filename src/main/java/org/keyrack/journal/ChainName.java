package org.keyrack.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Names a chain of a ledger: a bench's first one as the bench, each that continues it as the bench, a tilde and a time. The
 * time makes the name one of its own and orders nothing.
 *
 * @param name as the lines have it in {@code bench}
 */
public record ChainName(String name) implements Comparable<ChainName> {
    private static final char CONTINUED = '~';
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** No chain: what concerns a ledger as a whole. */
    public static final ChainName NONE = new ChainName("");

    /** The first chain of a bench. */
    public static ChainName first(String bench) {
        return new ChainName(bench);
    }

    /** A chain that continues a bench's chains. */
    public static ChainName continued(String bench, Instant at) {
        return new ChainName(bench + CONTINUED + STAMP.format(at));
    }

    /** The bench it belongs to. */
    public String bench() {
        int mark = name.indexOf(CONTINUED);
        return mark < 0 ? name : name.substring(0, mark);
    }

    @Override
    public int compareTo(ChainName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
