package org.keyrack.journal;

import java.time.Instant;
import java.util.List;
import org.keyrack.protocol.Kcv;

/**
 * The letters of a key's components were printed; no event holds a component.
 *
 * @param key how people call it
 * @param length of the key in bytes, 16 or 32
 * @param kcv of the whole key
 * @param components KCV of each, in the order of the letters
 * @param packages numbers of the envelopes, in the same order; empty when none were given
 * @param operator who printed them, as the program was told
 */
public record LettersPrinted(
        Instant at, String key, int length, Kcv kcv, List<Kcv> components, List<String> packages, String operator)
        implements DurableEvent {
    public LettersPrinted {
        components = List.copyOf(components);
        packages = List.copyOf(packages);
    }
}
