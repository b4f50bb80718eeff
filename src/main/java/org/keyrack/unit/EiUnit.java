package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.LocationEntry;

/**
 * What was read from an EI.
 *
 * @param reader the reader it is in
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param identity GET DATA 0201
 * @param locations GET DATA 0202, ascending by REF2
 */
public record EiUnit(String reader, OptionalInt shelf, EiIdentity identity, List<LocationEntry> locations) {
    /** As it is read, before anybody looks which slot of the shelf its reader is in. */
    public EiUnit(String reader, EiIdentity identity, List<LocationEntry> locations) {
        this(reader, OptionalInt.empty(), identity, locations);
    }

    public EiUnit {
        locations = List.copyOf(locations);
    }

    /** The same module, in a slot of the shelf. */
    public EiUnit in(OptionalInt slot) {
        return new EiUnit(reader, slot, identity, locations);
    }

    public SerialNumber sn() {
        return identity.sn();
    }

    public Optional<LocationEntry> location(int ref2) {
        return locations.stream().filter(location -> location.ref2() == ref2).findFirst();
    }
}
