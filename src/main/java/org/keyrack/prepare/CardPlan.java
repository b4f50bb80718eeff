package org.keyrack.prepare;

import java.util.Map;
import java.util.Objects;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** What becomes of blank cards. */
public sealed interface CardPlan permits AsPlan, ModulePlan {
    /** Shown to people. */
    String name();

    /** SHA-256 of the plan's bytes, 32 bytes. */
    Bytes hash();

    /** The keys that come by components, by their names. */
    Map<String, KeyShape> components();

    /** How a key comes that comes by components. */
    default KeyShape shape(String name) {
        return Objects.requireNonNull(components().get(name));
    }

    /**
     * How a key comes.
     *
     * @param components 2 to 5
     * @param length of each in bytes, 16 or 32
     * @param kcv of the whole key
     */
    record KeyShape(int components, int length, Kcv kcv) {}
}
