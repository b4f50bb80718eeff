package org.keyrack.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.protocol.SerialNumber;

/**
 * Which T a module holds, as far as the ledger knows.
 *
 * @param sn the module
 * @param held the newest T by its version: prepared with, given by a rotation, or shown at a download; empty when none is known
 * @param since when the ledger first knew of it; empty without one
 * @param bench of that line; empty without one
 * @param seenAt the newest time at which any bench had it
 * @param seenBench the bench that had it then
 * @param notAudited how many receipts under which T no audit has confirmed
 */
public record ModuleHolding(
        SerialNumber sn,
        Optional<HeldTransportKey> held,
        Optional<Instant> since,
        Optional<String> bench,
        Instant seenAt,
        String seenBench,
        Map<HeldTransportKey, Integer> notAudited) {
    public ModuleHolding {
        notAudited = Map.copyOf(notAudited);
    }
}
