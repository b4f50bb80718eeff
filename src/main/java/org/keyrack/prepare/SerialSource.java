package org.keyrack.prepare;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** Hands out the SNs of one preparation, each once; what other preparations took meanwhile is told to it. Thread-safe. */
final class SerialSource {
    private final SerialRule rule;
    private final PreparationRecords records;
    private final Set<SerialNumber> taken = new HashSet<>();
    private final Set<SerialNumber> handedOut = new HashSet<>();

    SerialSource(SerialRule rule, PreparationRecords records) {
        this.rule = rule;
        this.records = records;
        taken.addAll(records.serials(rule.lowest(), rule.highest()));
    }

    /** SNs that modules in the rack show. */
    synchronized void take(List<SerialNumber> shown) {
        taken.addAll(shown);
    }

    /**
     * The SN that a card was given by a preparation that did not finish it, else the next one.
     *
     * @return empty when the rule has no more
     */
    synchronized Optional<SerialNumber> next(Bytes card) {
        Optional<SerialNumber> begun = records.unfinished(card).filter(rule::admits);
        if (begun.isPresent() && handedOut.add(begun.get())) {
            return begun;
        }
        return next();
    }

    /** The next one, in the place of one that another card has got meanwhile. */
    synchronized Optional<SerialNumber> next() {
        Optional<SerialNumber> next = rule.next(taken);
        next.ifPresent(sn -> {
            taken.add(sn);
            handedOut.add(sn);
        });
        return next;
    }
}
