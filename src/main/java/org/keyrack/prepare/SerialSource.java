package org.keyrack.prepare;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** Hands out the SNs of one preparation, each once; what other preparations took meanwhile the ledger knows. Thread-safe. */
final class SerialSource {
    private final SerialRule rule;
    private final PreparationRecords records;
    private final NavigableSet<SerialNumber> shown = new TreeSet<>();
    private final Set<SerialNumber> again = new HashSet<>();
    private Optional<SerialNumber> last = Optional.empty();

    SerialSource(SerialRule rule, PreparationRecords records) {
        this.rule = rule;
        this.records = records;
    }

    /** SNs that modules in the rack show. */
    synchronized void take(List<SerialNumber> modules) {
        shown.addAll(modules);
    }

    /**
     * The SN that a card was given by a preparation that did not finish it, else the next one.
     *
     * @return empty when the rule has no more
     */
    synchronized Optional<SerialNumber> next(Bytes card) {
        Optional<SerialNumber> begun = records.unfinished(card).filter(rule::admits);
        if (begun.isPresent() && again.add(begun.get())) {
            return begun;
        }
        return next();
    }

    /** The next one, in the place of one that another card has got meanwhile. */
    synchronized Optional<SerialNumber> next() {
        Optional<SerialNumber> next = rule.next(new Known(), last);
        last = next.or(() -> last);
        return next;
    }

    /** The modules of the rack may be of another ledger: an SN is taken when either knows it. */
    private final class Known implements KnownSerials {
        @Override
        public boolean has(SerialNumber sn) {
            return shown.contains(sn) || records.hasSerial(sn);
        }

        @Override
        public Optional<SerialNumber> highest(SerialNumber from, SerialNumber to) {
            Optional<SerialNumber> here = Optional.ofNullable(shown.floor(to)).filter(sn -> from.compareTo(sn) <= 0);
            return Stream.of(here, records.highestSerial(from, to))
                    .flatMap(Optional::stream)
                    .max(SerialNumber::compareTo);
        }

        @Override
        public Optional<SerialNumber> free(SerialNumber from, SerialNumber to) {
            Optional<SerialNumber> free = records.freeSerial(from, to);
            while (free.filter(shown::contains).isPresent()) {
                free = free.filter(sn -> !sn.equals(to)).flatMap(sn -> records.freeSerial(sn.next(), to));
            }
            return free;
        }
    }
}
