package org.keyrack.reader.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyrack.reader.TransmissionProtocol;
import org.keyrack.reader.sim.RackText.AsText;
import org.keyrack.reader.sim.RackText.UnitsText;

/** Which cards of a rack file speak T=0: its own word on {@code protocol}, else that of the bench, else T1. */
final class RackFileProtocols {
    private final TransmissionProtocol bench;
    private final Set<Integer> t0 = new HashSet<>();
    private int next;

    private RackFileProtocols(RackText rack) {
        bench = Objects.requireNonNullElse(rack.protocol(), TransmissionProtocol.T1);
    }

    /** Numbers of the cards, from 0, the AS cards first. */
    static Set<Integer> t0(RackText rack) {
        RackFileProtocols protocols = new RackFileProtocols(rack);
        for (AsText as : Objects.requireNonNullElse(rack.as(), List.<AsText>of())) {
            protocols.add(as.protocol(), 1);
        }
        for (UnitsText group : Objects.requireNonNullElse(rack.units(), List.<UnitsText>of())) {
            protocols.add(group.protocol(), Objects.requireNonNullElse(group.count(), 1));
        }
        protocols.add(null, Objects.requireNonNullElse(rack.blank(), 0));
        return protocols.t0;
    }

    private void add(@Nullable TransmissionProtocol own, int count) {
        boolean speaksT0 = Objects.requireNonNullElse(own, bench) == TransmissionProtocol.T0;
        for (int end = next + count; next < end; next++) {
            if (speaksT0) {
                t0.add(next);
            }
        }
    }
}
