package org.keyrack.prepare;

import java.util.List;
import java.util.Map;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.LocationEntry;

/**
 * What becomes of blank cards that are to be modules.
 *
 * @param name shown to people
 * @param hash SHA-256 of the plan's bytes, 32 bytes
 * @param transportKey the bootstrap T, by components
 * @param serials where their SNs come from
 * @param locations free, ascending by REF2
 */
public record ModulePlan(
        String name, Bytes hash, TransportKeyPlan transportKey, SerialRule serials, List<LocationEntry> locations)
        implements CardPlan {
    public ModulePlan {
        locations = List.copyOf(locations);
    }

    @Override
    public Map<String, KeyShape> components() {
        return Map.of(
                transportKey.name(),
                new KeyShape(
                        transportKey.components().orElseThrow(),
                        transportKey.suite().keyLength(),
                        transportKey.kcv().orElseThrow()));
    }
}
