package org.keyrack.journal;

import java.time.Instant;
import org.keyrack.protocol.Bytes;

/**
 * Something was done to an AS. No event holds anything secret.
 *
 * @param asId 4 bytes
 * @param object what it was done to, in words of {@link AsAct}
 * @param acts as the AS shows them afterwards, 0 to 65535
 * @param ctr as the AS shows it, 0 to 2^32 - 1
 * @param operator who did it, as the program was told
 */
public record AsActed(Instant at, Bytes asId, AsAct act, String object, int acts, long ctr, String operator)
        implements DurableEvent {}
