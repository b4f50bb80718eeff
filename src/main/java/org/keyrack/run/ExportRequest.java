package org.keyrack.run;

import java.util.concurrent.CompletableFuture;
import org.keyrack.journal.Failure;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.command.ExportKey;

/** A unit's place in the AS queue: its R is ready and its intent durable. */
record ExportRequest(ExportKey command, int remaining, CompletableFuture<Export> answer) {

    /** What came back, from which AS (4 bytes), and what that is. */
    record Export(ExportedKey key, Bytes asId, AsKind kind) {}

    /** No key came of the request. */
    static final class NotExported extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;
        private final boolean asLost;

        NotExported(Failure failure, boolean asLost) {
            super("The AS gave no key: " + failure.cause());
            this.failure = failure;
            this.asLost = asLost;
        }

        Failure failure() {
            return failure;
        }

        /** Whether the AS is out of the pool: what this unit asked for may be asked of the next one, with a fresh R. */
        boolean asLost() {
            return asLost;
        }
    }
}
