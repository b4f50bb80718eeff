package org.keyrack.ledger;

import java.util.List;
import java.util.Locale;
import org.keyrack.journal.AuditEvent;
import org.keyrack.journal.AuditEvent.AuditEnded;
import org.keyrack.journal.AuditEvent.ReceiptsAudited;
import org.keyrack.journal.AuditedReceipt;
import org.keyrack.journal.BatchId;
import org.keyrack.protocol.AsKind;

/** An audit's events as lines. */
final class AuditEncoder {
    private AuditEncoder() {}

    static EventLine line(AuditEvent event) {
        if (event instanceof ReceiptsAudited audited) {
            EventLine line = EventLine.of(EventType.AUDITED, audited.at())
                    .with("sn", audited.sn().hex())
                    .with("exportedBy", batch(audited.exportedBy()))
                    .with("asId", audited.asId().hex())
                    .with("tVersion", audited.tVersion())
                    .with("setKcv", audited.tKcv().value().hex())
                    .with("operator", audited.operator())
                    .with("keys", keys(audited, true))
                    .with("notGenuine", keys(audited, false));
            return audited.asKind() == AsKind.CARD
                    ? line
                    : line.with("asKind", audited.asKind().id());
        }
        AuditEnded ended = (AuditEnded) event;
        return EventLine.of(EventType.AUDIT_ENDED, ended.at())
                .with("asId", ended.asId().hex())
                .with("operator", ended.operator())
                .with("genuine", ended.counts().genuine())
                .with("notGenuine", ended.counts().notGenuine())
                .with("notAsked", ended.counts().notAsked())
                .with("before", ended.counts().before());
    }

    /** A batch as lines name another one's: {@code BENCH BATCH}. */
    static String batch(BatchId batch) {
        return batch.bench() + " " + batch.number();
    }

    private static List<String> keys(ReceiptsAudited audited, boolean genuine) {
        return audited.receipts().stream()
                .filter(receipt -> receipt.genuine() == genuine)
                .map(AuditEncoder::key)
                .toList();
    }

    /** In the form of {@code unit-ended}: {@code REF1 REF2 VERSION KCV RECEIPT}. */
    private static String key(AuditedReceipt receipt) {
        return String.join(
                " ",
                EventEncoder.reference(receipt.ref1()),
                EventEncoder.reference(receipt.ref2()),
                String.format(Locale.ROOT, "%d", receipt.keyVersion()),
                receipt.kcv().value().hex(),
                receipt.receipt().hex());
    }
}
