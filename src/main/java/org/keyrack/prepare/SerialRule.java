package org.keyrack.prepare;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.SerialNumber;

/** Where SNs come from. An SN is 8 bytes, counted as one number. */
public sealed interface SerialRule {
    /** The lowest SN that the rule can give. */
    SerialNumber lowest();

    /** The highest SN that the rule can give. */
    SerialNumber highest();

    /** Whether the rule could give an SN. */
    default boolean admits(SerialNumber sn) {
        return lowest().compareTo(sn) <= 0 && sn.compareTo(highest()) <= 0;
    }

    /**
     * The next SN.
     *
     * @param taken what is in the ledger or given already, between lowest and highest
     * @return empty when the rule has no more
     */
    Optional<SerialNumber> next(Set<SerialNumber> taken);

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
        public SerialNumber lowest() {
            return serials.stream().min(SerialNumber::compareTo).orElseThrow();
        }

        @Override
        public SerialNumber highest() {
            return serials.stream().max(SerialNumber::compareTo).orElseThrow();
        }

        @Override
        public boolean admits(SerialNumber sn) {
            return serials.contains(sn);
        }

        @Override
        public Optional<SerialNumber> next(Set<SerialNumber> taken) {
            return serials.stream().filter(sn -> !taken.contains(sn)).findFirst();
        }
    }

    /** The lowest that is free from one to another, both included. */
    record Between(SerialNumber lowest, SerialNumber highest) implements SerialRule {
        @Override
        public Optional<SerialNumber> next(Set<SerialNumber> taken) {
            SerialNumber sn = lowest;
            while (taken.contains(sn) && !sn.equals(highest)) {
                sn = after(sn);
            }
            return Optional.of(sn).filter(free -> !taken.contains(free));
        }
    }

    /** One more than the highest that the ledger has of those that begin so; the first is 1. */
    record Counter(String prefix) implements SerialRule {
        private static final int DIGITS = 2 * SerialNumber.LENGTH;

        public Counter {
            prefix = prefix.toLowerCase(Locale.ROOT);
        }

        @Override
        public SerialNumber lowest() {
            return SerialNumber.parse(prefix + "0".repeat(DIGITS - prefix.length()));
        }

        @Override
        public SerialNumber highest() {
            return SerialNumber.parse(prefix + "f".repeat(DIGITS - prefix.length()));
        }

        @Override
        public Optional<SerialNumber> next(Set<SerialNumber> taken) {
            SerialNumber last = taken.stream().max(SerialNumber::compareTo).orElse(lowest());
            return last.equals(highest()) ? Optional.empty() : Optional.of(after(last));
        }
    }

    private static SerialNumber after(SerialNumber sn) {
        BigInteger next = new BigInteger(sn.hex(), 16).add(BigInteger.ONE);
        return SerialNumber.parse(String.format(Locale.ROOT, "%016x", next));
    }
}
