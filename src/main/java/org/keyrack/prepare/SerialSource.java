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
    private final Bytes plan;
    private final PreparationRecords records;
    private final NavigableSet<SerialNumber> shown = new TreeSet<>();
    private final Set<SerialNumber> again = new HashSet<>();
    private Optional<SerialNumber> last = Optional.empty();

    SerialSource(ModulePlan plan, PreparationRecords records) {
        rule = plan.serials();
        this.plan = plan.hash();
        this.records = records;
    }

    /** SNs that modules in the rack show. */
    synchronized void take(List<SerialNumber> modules) {
        shown.addAll(modules);
    }

    /**
     * The SN that a card was given by a preparation that did not finish it, unless the module on another card shows it.
     *
     * @param card its key diversification data; of no other card in the rack, or its module shows an SN
     * @param own what the module on it shows
     */
    synchronized Optional<SerialNumber> begun(Bytes card, Optional<SerialNumber> own) {
        return records.unfinished(card, own)
                .filter(rule::admits)
                .filter(sn -> own.equals(Optional.of(sn)) || !shown.contains(sn))
                .filter(again::add);
    }

    /**
     * Those of a list that modules have to which this plan did not give them. SNs that it has given before are passed over:
     * a list may be longer than the rack.
     *
     * @param here SNs that the cards in the rack have or get again
     */
    synchronized List<SerialNumber> taken(Set<SerialNumber> here) {
        return rule instanceof SerialRule.Listed list
                ? list.serials().stream()
                        .filter(sn -> !here.contains(sn) && new Known().has(sn))
                        .filter(sn -> !records.planOf(sn).equals(Optional.of(plan)))
                        .toList()
                : List.of();
    }

    /** Whether another SN may be given in the place of one that is lost to another card. */
    boolean passesOver() {
        return rule.passesOver();
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
