package org.keyrack.unit;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What stands in a reader and is no unit that was read: it may be a module, so no plan and no report leaves it out.
 *
 * @param reader the reader it is in
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param why what is known of it
 * @param detail the command and the status word that it answered, as {@code GET DATA 6F00}, or empty
 */
public record UnreadCard(String reader, OptionalInt shelf, Why why, String detail) {
    /** What is known of a card that was not read. */
    public enum Why {
        /** It answers with a status word that no AS or EI gives there. */
        FAULTY,
        /** Its answers break the protocol. */
        PROTOCOL,
        /** It does not answer. */
        SILENT,
        /** Another program holds it. */
        HELD,
        /** The card, the reader or the service went while it was read. */
        GONE,
        /** It is neither AS nor EI. */
        FOREIGN,
        /** It has not been read to its end yet. */
        BEING_READ
    }

    /** A card whose reading failed. */
    public static UnreadCard of(String reader, OptionalInt shelf, Unreadable failed) {
        Why why =
                switch (failed.kind()) {
                    case HELD -> Why.HELD;
                    case SILENT -> Why.SILENT;
                    case GONE -> Why.GONE;
                    case FAULTY -> failed.sw().isPresent() ? Why.FAULTY : Why.PROTOCOL;
                };
        String detail = failed.sw().isPresent()
                ? failed.command().map(command -> command + " ").orElse("")
                        + String.format(Locale.ROOT, "%04X", failed.sw().getAsInt())
                : "";
        return new UnreadCard(reader, shelf, why, detail);
    }

    /** A card of which nothing more is known. */
    public static UnreadCard of(String reader, OptionalInt shelf, Why why) {
        return new UnreadCard(reader, shelf, why, "");
    }
}
