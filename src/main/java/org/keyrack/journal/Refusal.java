package org.keyrack.journal;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.SerialNumber;

/**
 * Something that a plan will not do.
 *
 * @param kind why
 * @param reader the unit's reader; empty when the whole plan is refused
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param sn the unit; empty when it could not be read
 * @param ref1 the key, or 0
 * @param ref2 the location, or 0
 * @param detail a number or name for the sentence: the other reader, the version stored, exports left
 */
public record Refusal(
        Kind kind,
        Optional<String> reader,
        OptionalInt shelf,
        Optional<SerialNumber> sn,
        int ref1,
        int ref2,
        String detail) {
    /** Why something is refused. Each has one sentence in the bundle, {@code refusal.KIND}. */
    public enum Kind {
        /** The module's T is in no slot of the AS. */
        FOREIGN_SET,
        /** Two modules say the same SN; one of them is a copy. */
        DUPLICATE_SN,
        /** The module is not operational. */
        NOT_OPERATIONAL,
        /** The AS holds no key REF1. */
        NO_SUCH_KEY,
        /** The module has no location REF2. */
        NO_SUCH_LOCATION,
        /** The location takes another appId or key type. */
        WRONG_TYPE,
        /** The location holds this version or a newer one. */
        VERSION_NOT_NEWER,
        /** The location is write-once and used. */
        WRITE_ONCE,
        /** The location holds a key and the profile says fail. */
        OCCUPIED,
        /** Two keys of the AS fit the location equally well. */
        AMBIGUOUS_KEY,
        /** The key must not leave under this T. */
        KEY_BARRED,
        /** A transport key that is in no slot of the AS would cut its modules off. */
        TRANSPORT_KEY_IN_NO_SLOT,
        /** REF2 0000 takes a transport key, and only that. */
        TRANSPORT_KEY_MISPLACED,
        /** The AS may export this key less often than the plan needs. */
        EXPORTS_TOO_FEW,
        /** The AS is not operational. */
        AS_NOT_OPERATIONAL,
        /** No unit is there. */
        NO_UNITS,
        /** Nothing stands in a reader that was named. */
        READER_EMPTY,
        /** The AS stands in a reader that was named, and no unit. */
        READER_HOLDS_AS,
        /** No AS is there. */
        NO_AS,
        /** The module was read, and nothing is in its reader now. */
        TAKEN_OUT,
        /** The card answers with a status word that no AS or EI gives there. */
        CARD_FAULTY,
        /** The card's answers break the protocol. */
        CARD_BREAKS_PROTOCOL,
        /** The card does not answer. */
        CARD_SILENT,
        /** Another program holds the card. */
        CARD_HELD,
        /** The card, the reader or the service went while the card was read. */
        CARD_GONE,
        /** The card is neither AS nor EI. */
        CARD_FOREIGN,
        /** The card has not been read to its end yet. */
        CARD_BEING_READ,
        /** The module came in while the batch was in work, and its plan does not hold it. */
        NOT_PLANNED,
        /** The SN is none of the order that is loaded. */
        OUTSIDE_ORDER,
        /** The SN that is printed on the module is not its card's. */
        PRINTED_OTHERWISE,
        /** Another bench held the order's last places for too long. */
        ORDER_BUSY
    }

    public static Refusal ofPlan(Kind kind, int ref1, String detail) {
        return new Refusal(kind, Optional.empty(), OptionalInt.empty(), Optional.empty(), ref1, 0, detail);
    }

    /** Whether it concerns one module or card, and not the whole plan. */
    public boolean ofUnit() {
        return reader.isPresent();
    }
}
