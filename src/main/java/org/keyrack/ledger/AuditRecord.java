package org.keyrack.ledger;

import java.time.Instant;
import org.keyrack.protocol.Bytes;

/**
 * What an audit found of a receipt. Once an AS has confirmed it, it is genuine.
 *
 * @param at when an AS was asked
 * @param asId which one, 4 bytes
 * @param genuine whether the AS computes the same receipt
 */
public record AuditRecord(Instant at, Bytes asId, boolean genuine) {
    /** What a line says of a receipt that it lists. */
    static AuditRecord of(EventLine line, boolean genuine) {
        return new AuditRecord(line.at(), Bytes.ofHex(line.text("asId")), genuine);
    }
}
