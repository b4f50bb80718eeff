package org.keyrack.journal;

import java.time.Instant;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/**
 * A download that the ledger proves: its receipt matched V.
 *
 * @param batch the batch that loaded it
 */
public record LoadedKey(BatchId batch, Instant at, SerialNumber sn, int ref1, int ref2, int keyVersion, Kcv kcv) {}
