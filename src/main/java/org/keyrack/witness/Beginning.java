package org.keyrack.witness;

import java.util.Optional;
import org.keyrack.protocol.Bytes;

/**
 * What the first line of a chain says.
 *
 * @param key raw public key of its bench, 32 bytes
 * @param continued the chain that it goes on from; empty for a bench's first one
 */
public record Beginning(Bytes key, Optional<Continued> continued) {
    /** Reads first lines. */
    public interface Reader {
        /** What a line says; empty when it is no first line of a chain of this name. */
        Optional<Beginning> read(String line, String chain);
    }

    /**
     * The end of an older chain.
     *
     * @param chain its name in its ledger
     * @param lines how many of it there are
     * @param root of the tree over them, 32 bytes; absent in lines of older programs
     */
    public record Continued(String chain, long lines, Optional<Bytes> root) {}
}
