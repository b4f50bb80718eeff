package org.keyrack.prepare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.protocol.SerialNumber;

/** Where SNs come from. An SN is 8 bytes, counted as one number. */
public sealed interface SerialRule {
    /** Whether an SN that is taken is passed over: what is written on the cards in the order of a list would part from them. */
    default boolean passesOver() {
        return true;
    }

    /** Whether the rule could give an SN. */
    boolean admits(SerialNumber sn);

    /**
     * The next SN.
     *
     * @param known what is taken
     * @param last what the rule has given before; it goes on behind that
     * @return empty when the rule has no more
     */
    Optional<SerialNumber> next(KnownSerials known, Optional<SerialNumber> last);

    /**
     * A list, in its order.
     *
     * @param serials each once; not empty
     */
    record Listed(List<SerialNumber> serials) implements SerialRule {
        public Listed {
            serials = List.copyOf(serials);
        }

        @Override
        public boolean passesOver() {
            return false;
        }

        @Override
        public boolean admits(SerialNumber sn) {
            return serials.contains(sn);
        }

        @Override
        public Optional<SerialNumber> next(KnownSerials known, Optional<SerialNumber> last) {
            int from = last.map(sn -> serials.indexOf(sn) + 1).orElse(0);
            return serials.stream().skip(from).filter(sn -> !known.has(sn)).findFirst();
        }
    }

    /** The lowest that is free from one to another, both included. */
    record Between(SerialNumber lowest, SerialNumber highest) implements SerialRule {
        @Override
        public boolean admits(SerialNumber sn) {
            return lowest.compareTo(sn) <= 0 && sn.compareTo(highest) <= 0;
        }

        @Override
        public Optional<SerialNumber> next(KnownSerials known, Optional<SerialNumber> last) {
            return last.equals(Optional.of(highest))
                    ? Optional.empty()
                    : known.free(last.map(SerialNumber::next).orElse(lowest), highest);
        }
    }

    /** One more than the highest that is taken of those that begin so; the first is 1. */
    record Counter(String prefix) implements SerialRule {
        private static final int DIGITS = 2 * SerialNumber.LENGTH;

        public Counter {
            prefix = prefix.toLowerCase(Locale.ROOT);
        }

        private SerialNumber lowest() {
            return SerialNumber.parse(prefix + "0".repeat(DIGITS - prefix.length()));
        }

        private SerialNumber highest() {
            return SerialNumber.parse(prefix + "f".repeat(DIGITS - prefix.length()));
        }

        @Override
        public boolean admits(SerialNumber sn) {
            return sn.hex().startsWith(prefix);
        }

        @Override
        public Optional<SerialNumber> next(KnownSerials known, Optional<SerialNumber> last) {
            SerialNumber from = last.orElse(lowest());
            SerialNumber newest = known.highest(from, highest()).orElse(from);
            return newest.equals(highest()) ? Optional.empty() : Optional.of(newest.next());
        }
    }
}
