package org.keyrack.ui.plan;

import java.util.Optional;
import org.keyrack.plan.Profile.Load;
import org.keyrack.protocol.answer.KeyDirectoryEntry;

/**
 * A row of the plan's table: a key of the AS and a location that it fits.
 *
 * @param load REF1 and REF2
 * @param key the key in the AS; empty when the profile names one that it does not hold
 * @param units modules that have this location, for this key's application and type
 * @param chosen whether it is to be loaded
 * @param replaces the highest version that would be replaced, or 0
 * @param replacing modules in which a key would be replaced
 */
public record PlanPair(
        Load load, Optional<KeyDirectoryEntry> key, int units, boolean chosen, int replaces, int replacing) {
    boolean transport() {
        return load.ref2() == 0;
    }
}
