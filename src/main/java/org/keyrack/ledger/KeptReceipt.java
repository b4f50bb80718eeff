package org.keyrack.ledger;

import java.util.Optional;
import org.keyrack.journal.BatchId;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/**
 * A receipt as the ledger has it, with all that VERIFYRECEIPT asks for.
 *
 * @param batch the batch that exported the key
 * @param asId the AS that exported it, 4 bytes
 * @param slot of that AS in which the T was, 1 to 4
 * @param ref1 which key of the AS
 * @param ref2 which location; 0: the module's T
 * @param header of the download; its tVersion tells the T
 * @param tKcv KCV of the T; of a line that an older program wrote that of the batch's set, or of the T that the module had got
 * @param r 16 bytes
 * @param sas 16 bytes
 * @param keyVersion as the outcome tells it
 * @param kcv of the key as delivered
 * @param receipt 16 bytes
 * @param audited what an audit has found of it; empty when none has asked
 */
public record KeptReceipt(
        BatchId batch,
        SerialNumber sn,
        Bytes asId,
        int slot,
        int ref1,
        int ref2,
        Header header,
        Kcv tKcv,
        Bytes r,
        Bytes sas,
        int keyVersion,
        Kcv kcv,
        Bytes receipt,
        Optional<AuditRecord> audited) {
    /** Whether the outcome tells of the same key as the header, over which the receipt was computed. */
    public boolean fitsHeader() {
        return header.ref1() == ref1 && header.ref2() == ref2 && header.keyVersion() == keyVersion;
    }

    /** Whether an audit has found it genuine. */
    public boolean confirmed() {
        return audited.filter(AuditRecord::genuine).isPresent();
    }
}
