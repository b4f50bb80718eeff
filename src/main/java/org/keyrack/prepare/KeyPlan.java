package org.keyrack.prepare;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.KeyAttributes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;

/**
 * A TA as a plan has it.
 *
 * @param entry as it will stand in the directory; of a key that is drawn its KCV is {@link Kcv#NONE}
 * @param components how it comes, 2 to 5 components; absent: the AS draws it
 */
public record KeyPlan(KeyDirectoryEntry entry, OptionalInt components) {
    public int ref1() {
        return entry.ref1();
    }

    /** How this key is called where its components are asked for: its REF1 in decimal digits. */
    public String name() {
        return String.valueOf(entry.ref1());
    }

    /** Whether an entry of an AS is this key. */
    boolean is(KeyDirectoryEntry stored) {
        Optional<Kcv> drawn = components.isPresent() ? Optional.empty() : Optional.of(stored.kcv());
        KeyDirectoryEntry expected = entry(drawn.orElse(entry.kcv()));
        KeyAttributes wanted = expected.attributes();
        return expected.with(new KeyAttributes(
                        wanted.diversify(),
                        wanted.transport(),
                        wanted.barredFromSealing(),
                        components.isEmpty(),
                        wanted.barredSlots()))
                .withExportsLeft(stored.exportsLeft())
                .equals(stored);
    }

    /** What STORE TA is given once the KCV is known. */
    KeyDirectoryEntry entry(Kcv kcv) {
        return new KeyDirectoryEntry(
                entry.ref1(),
                entry.label(),
                entry.appId(),
                entry.keyType(),
                entry.keyVersion(),
                entry.attributes(),
                kcv,
                entry.exportsLeft());
    }
}
