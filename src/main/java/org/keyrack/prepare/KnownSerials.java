package org.keyrack.prepare;

import java.util.Optional;
import org.keyrack.protocol.SerialNumber;

/** Which SNs are taken: by modules of the ledger, or by those in the rack. Each question costs the same after many years. */
interface KnownSerials {
    boolean has(SerialNumber sn);

    /** The highest that is taken, from one to another, both included. */
    Optional<SerialNumber> highest(SerialNumber from, SerialNumber to);

    /** The lowest that is not taken, from one to another, both included. */
    Optional<SerialNumber> free(SerialNumber from, SerialNumber to);
}
