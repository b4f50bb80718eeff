package org.keyrack.simulation;

import java.util.List;
import java.util.Map;
import org.keyrack.ledger.DiskAudit;
import org.keyrack.ledger.SimulatedDisk;

/** Two benches cosign each other: whoever ends a batch has seen what the other had signed when its program began. */
final class WitnessChecks {
    private final Truth truth;
    private final Map<String, Long> signed;
    private final int before;

    /** Made before the last programs begin, in which nothing goes wrong. */
    WitnessChecks(Truth truth, DiskAudit audit) {
        this.truth = truth;
        this.signed = audit.signed();
        this.before = truth.lines().size();
    }

    /** After they have ended. */
    void all(DiskAudit audit) {
        List<Line> since = truth.lines().subList(before, truth.lines().size());
        for (String bench : SimulatedDisk.BENCHES) {
            boolean looked = since.stream()
                    .anyMatch(line ->
                            line.type().equals("batch-ended") && line.bench().equals(bench));
            signed.forEach((chain, size) -> {
                if (looked && !chain.equals(bench) && audit.seen(bench, chain) < size) {
                    throw new Finding(bench + " has ended a batch, and has seen " + audit.seen(bench, chain) + " of "
                            + size + " signed lines of " + chain);
                }
            });
        }
    }
}
