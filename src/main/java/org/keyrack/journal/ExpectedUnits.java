package org.keyrack.journal;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keyrack.protocol.SerialNumber;

/**
 * The modules that a delivery should hold, from a list, so that missing and unexpected ones can be named.
 *
 * @param modules each once, in the list's order
 */
public record ExpectedUnits(Set<SerialNumber> modules) {
    public ExpectedUnits {
        modules = Collections.unmodifiableSet(new LinkedHashSet<>(modules));
    }

    /** Expected and not among these, in the list's order. */
    public List<SerialNumber> missing(Collection<SerialNumber> seen) {
        Set<SerialNumber> found = Set.copyOf(seen);
        return modules.stream().filter(sn -> !found.contains(sn)).toList();
    }

    /** Among these and not expected, each once. */
    public List<SerialNumber> unexpected(Collection<SerialNumber> seen) {
        return seen.stream().filter(sn -> !modules.contains(sn)).distinct().toList();
    }
}
