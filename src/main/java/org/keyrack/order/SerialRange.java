package org.keyrack.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.keyrack.protocol.SerialNumber;

/**
 * SNs that follow one another, counted as numbers.
 *
 * @param first the lowest
 * @param last the highest; the same for one SN alone
 */
public record SerialRange(SerialNumber first, SerialNumber last) {
    /** How a range is written: {@code SN} or {@code SN-SN}, 16 hexadecimal digits each. */
    static final String FORM = "[0-9A-Fa-f]{16}(-[0-9A-Fa-f]{16})?";

    private static final Pattern WRITTEN = Pattern.compile(FORM);
    private static final int DIGITS = 16;

    /** @throws IllegalArgumentException when the last one comes before the first */
    public SerialRange {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("A range of SNs ends before it begins");
        }
    }

    /**
     * Reads a range as it is written.
     *
     * @throws IllegalArgumentException when it is none, or ends before it begins
     */
    public static SerialRange parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("No range of SNs");
        }
        SerialNumber first = SerialNumber.parse(text.substring(0, DIGITS));
        return new SerialRange(first, text.length() == DIGITS ? first : SerialNumber.parse(text.substring(DIGITS + 1)));
    }

    public boolean contains(SerialNumber sn) {
        return first.compareTo(sn) <= 0 && sn.compareTo(last) <= 0;
    }

    /** How many SNs; {@link Long#MAX_VALUE} when there are more than that. */
    public long size() {
        long size = Long.parseUnsignedLong(last.hex(), DIGITS) - Long.parseUnsignedLong(first.hex(), DIGITS) + 1;
        return size <= 0 ? Long.MAX_VALUE : size;
    }

    /** What is left of it without some SNs, ascending. */
    public List<SerialRange> without(SortedSet<SerialNumber> taken) {
        List<SerialRange> left = new ArrayList<>();
        Optional<SerialNumber> from = Optional.of(first);
        for (SerialNumber sn : taken.tailSet(first)) {
            if (sn.compareTo(last) > 0) {
                break;
            }
            if (from.orElseThrow().compareTo(sn) < 0) {
                left.add(new SerialRange(from.get(), before(sn)));
            }
            from = sn.equals(last) ? Optional.empty() : Optional.of(sn.next());
        }
        from.ifPresent(rest -> left.add(new SerialRange(rest, last)));
        return left;
    }

    private static SerialNumber before(SerialNumber sn) {
        return SerialNumber.parse(String.format(Locale.ROOT, "%016x", Long.parseUnsignedLong(sn.hex(), DIGITS) - 1));
    }

    /** As it is written, in upper-case digits. */
    @Override
    public String toString() {
        String from = digits(first);
        return first.equals(last) ? from : from + "-" + digits(last);
    }

    private static String digits(SerialNumber sn) {
        return sn.hex().toUpperCase(Locale.ROOT);
    }
}
