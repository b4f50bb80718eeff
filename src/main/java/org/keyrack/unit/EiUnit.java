package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.LocationEntry;

/**
 * What was read from an EI.
 *
 * @param reader the reader it is in
 * @param identity GET DATA 0201
 * @param locations GET DATA 0202, ascending by REF2
 */
public record EiUnit(String reader, EiIdentity identity, List<LocationEntry> locations) {
    public EiUnit {
        locations = List.copyOf(locations);
    }

    public SerialNumber sn() {
        return identity.sn();
    }

    public Optional<LocationEntry> location(int ref2) {
        return locations.stream().filter(location -> location.ref2() == ref2).findFirst();
    }
}
