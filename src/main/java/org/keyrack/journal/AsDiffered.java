package org.keyrack.journal;

import java.time.Instant;
import org.keyrack.protocol.Bytes;

/**
 * An AS was seen whose counters are not as the ledger has them: something was done past this ledger, or it is another card.
 *
 * @param asId 4 bytes
 * @param ctr as the AS shows it, 0 to 2^32 - 1
 * @param acts as the AS shows them, 0 to 65535
 * @param knownCtr the highest that the ledger knew
 * @param knownActs the most that the ledger knew
 * @param operator before whom it was seen
 */
public record AsDiffered(Instant at, Bytes asId, long ctr, int acts, long knownCtr, long knownActs, String operator)
        implements DurableEvent {
    /** Whether it says the same as another one. */
    public boolean isAs(AsDiffered other) {
        return asId.equals(other.asId)
                && ctr == other.ctr
                && acts == other.acts
                && knownCtr == other.knownCtr
                && knownActs == other.knownActs;
    }
}
