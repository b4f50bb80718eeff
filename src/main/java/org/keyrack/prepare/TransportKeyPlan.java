package org.keyrack.prepare;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Suite;

/**
 * A T as a plan has it.
 *
 * @param slot of the AS, 1 to 4; 0 in a module
 * @param suite suite of T
 * @param version tVersion, 01 to FE
 * @param components how it comes, 2 to 5 components; absent: the AS draws it
 * @param kcv KCV of a T that comes by components
 * @param successor what goes with a T that follows another one
 */
public record TransportKeyPlan(
        int slot, Suite suite, int version, OptionalInt components, Optional<Kcv> kcv, Optional<Successor> successor) {
    /**
     * The transport key as which a T leaves.
     *
     * @param follows slot of the T that it follows, and under which it leaves
     * @param ref1 reference of the transport key
     * @param label up to 16 printable ASCII characters
     * @param modules how many modules it shall ever go into: the exports left
     */
    public record Successor(int follows, int ref1, String label, long modules) {}

    /** How this key is called where its components are asked for: {@code T} of a module, {@code T1} to {@code T4} of an AS. */
    public String name() {
        return slot == 0 ? "T" : "T" + slot;
    }
}
