package org.keyrack.journal;

import java.time.Instant;
import java.util.List;
import org.keyrack.protocol.Kcv;

/**
 * A letter was split into shares for back-up, or printed anew from shares; no event holds any of them.
 *
 * @param restored whether it was printed anew
 * @param key how people call the key
 * @param component its number, from 1
 * @param kcv of the component
 * @param needed how many shares give it back; of a restored one, how many were given
 * @param shares KCV of each share that was made or given, in their order
 * @param packages numbers of the envelopes, in the same order; empty when none were given
 * @param operator who did it, as the program was told
 */
public record LetterShared(
        Instant at,
        boolean restored,
        String key,
        int component,
        Kcv kcv,
        int needed,
        List<Kcv> shares,
        List<String> packages,
        String operator)
        implements DurableEvent {
    public LetterShared {
        shares = List.copyOf(shares);
        packages = List.copyOf(packages);
    }
}
