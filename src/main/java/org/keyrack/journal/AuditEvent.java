package org.keyrack.journal;

import java.time.Instant;
import java.util.List;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** What an audit of receipts tells the journal. No event holds anything secret. */
public sealed interface AuditEvent extends DurableEvent {
    /**
     * An AS was asked, by VERIFYRECEIPT, about receipts of one module, of one batch, under one T.
     *
     * @param exportedBy the batch that exported the keys
     * @param asId the AS that was asked, 4 bytes; it need not be the one that exported
     * @param asKind what that AS is
     * @param tVersion version of the T under which they were computed, 00 to FF
     * @param tKcv its KCV
     * @param operator who did it
     * @param receipts one or more
     */
    record ReceiptsAudited(
            Instant at,
            SerialNumber sn,
            BatchId exportedBy,
            Bytes asId,
            AsKind asKind,
            int tVersion,
            Kcv tKcv,
            String operator,
            List<AuditedReceipt> receipts)
            implements AuditEvent {
        public ReceiptsAudited {
            receipts = List.copyOf(receipts);
        }
    }

    /** An audit is over: every receipt that it was about has been looked at. The head is signed after it. */
    record AuditEnded(Instant at, Bytes asId, String operator, AuditCounts counts) implements AuditEvent {}
}
