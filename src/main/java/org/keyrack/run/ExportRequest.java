package org.keyrack.run;

import java.util.concurrent.CompletableFuture;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.command.ExportKey;

/** A unit's place in the AS queue: its R is ready and its intent durable. */
record ExportRequest(ExportKey command, int remaining, CompletableFuture<Export> answer) {

    /** What came back, and from which AS (4 bytes). */
    record Export(ExportedKey key, Bytes asId) {}

    /** The AS gave no usable answer and is out of the pool: the unit needs a fresh R. */
    static final class AsLost extends Exception {
        private static final long serialVersionUID = 1L;

        AsLost(Throwable cause) {
            super("The AS is lost", cause);
        }
    }
}
