package org.keyrack.ui.prepare;

import java.util.Arrays;
import java.util.Map;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.rackstate.PreparationJob.Part;

/**
 * What was typed for a preparation.
 *
 * @param pins of an AS
 * @param components as their letters show them
 */
public record TypedSecrets(Map<PinReference, char[]> pins, Map<Part, char[]> components) implements AutoCloseable {
    /** Nothing was typed. */
    public static TypedSecrets none() {
        return new TypedSecrets(Map.of(), Map.of());
    }

    public TypedSecrets {
        pins = Map.copyOf(pins);
        components = Map.copyOf(components);
    }

    /** Overwrites it. */
    @Override
    public void close() {
        pins.values().forEach(pin -> Arrays.fill(pin, '\0'));
        components.values().forEach(text -> Arrays.fill(text, '\0'));
    }

    /** Never what was typed. */
    @Override
    public String toString() {
        return "TypedSecrets" + pins.keySet() + components.keySet();
    }
}
