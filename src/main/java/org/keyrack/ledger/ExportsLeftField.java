package org.keyrack.ledger;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrack.journal.ExportsLeft;
import org.keyrack.protocol.Bytes;

/**
 * The field {@code exportsLeft} of a batch's beginning: for each AS a string {@code ASID ACTS CTR} and, for each key with a
 * limit, {@code REF1 LEFT}. ASID has eight hexadecimal digits and REF1 four, the others are decimal.
 */
final class ExportsLeftField {
    private static final String NAME = "exportsLeft";

    /** What stands before the keys. */
    private static final int HEAD = 3;

    private ExportsLeftField() {}

    /** Writes it; nothing when no AS was read, as lines of older programs have none. */
    static void write(EventLine line, List<ExportsLeft> read) {
        if (!read.isEmpty()) {
            line.with(NAME, read.stream().map(ExportsLeftField::text).toList());
        }
    }

    private static String text(ExportsLeft as) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s %d %d", as.asId().hex(), as.acts(), as.ctr()));
        as.left()
                .forEach((ref1, left) -> text.append(' ')
                        .append(EventEncoder.reference(ref1))
                        .append(' ')
                        .append(left));
        return text.toString();
    }

    /** @throws LedgerUnreadable when it is not of its form */
    static List<ExportsLeft> read(EventLine line) {
        return LedgerUnreadable.guard(
                () -> line.list(NAME).stream().map(ExportsLeftField::parse).toList());
    }

    private static ExportsLeft parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length < HEAD || (words.length - HEAD) % 2 != 0) {
            throw new IllegalArgumentException("no exports left: " + text);
        }
        SortedMap<Integer, Long> left = new TreeMap<>();
        for (int i = HEAD; i < words.length; i += 2) {
            left.put(Integer.parseInt(words[i], 16), Long.parseLong(words[i + 1]));
        }
        return new ExportsLeft(Bytes.ofHex(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]), left);
    }
}
