package org.keyrack.prepare;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.protocol.SerialNumber;

/** SNs that a test says are taken. */
record TakenSerials(NavigableSet<SerialNumber> taken) implements KnownSerials {
    @Override
    public boolean has(SerialNumber sn) {
        return taken.contains(sn);
    }

    @Override
    public Optional<SerialNumber> highest(SerialNumber from, SerialNumber to) {
        return taken.subSet(from, true, to, true).descendingSet().stream().findFirst();
    }

    @Override
    public Optional<SerialNumber> free(SerialNumber from, SerialNumber to) {
        return Stream.iterate(from, sn -> sn.compareTo(to) <= 0, SerialNumber::next)
                .filter(sn -> !taken.contains(sn))
                .findFirst();
    }
}
