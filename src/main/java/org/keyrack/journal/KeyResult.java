package org.keyrack.journal;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** How one download ended. */
public sealed interface KeyResult {
    /**
     * The receipt matches V: the key is in.
     *
     * @param keyVersion version now in the location, 01 to FF
     * @param kcv check value of the key as delivered
     * @param receipt 16 bytes
     * @param settled true when the answer was lost and GET DATA 0203 told the outcome
     */
    record Loaded(int keyVersion, Kcv kcv, Bytes receipt, boolean settled) implements KeyResult {}

    /** The key is not in; a new download is safe. */
    record NotLoaded(Failure failure) implements KeyResult {}

    /** The link failed after IMPORTKEY was sent: in or not in, to be settled by GET DATA 0203. */
    record Unknown(Failure failure) implements KeyResult {}
}
