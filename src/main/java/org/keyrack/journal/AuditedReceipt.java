package org.keyrack.journal;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/**
 * What an AS said of one receipt.
 *
 * @param ref1 which key of the AS was downloaded, 0000 to FFFF
 * @param ref2 location of the EI, 0000 (its T) to FFFF
 * @param keyVersion of the key, 1 to 255
 * @param kcv of the key as delivered
 * @param receipt 16 bytes
 * @param genuine whether the AS computes the same
 */
public record AuditedReceipt(int ref1, int ref2, int keyVersion, Kcv kcv, Bytes receipt, boolean genuine) {}
