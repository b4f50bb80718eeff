package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.app.AsSource.Address;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnreadCard;
import org.keyrack.unit.UnreadCard.Why;
import org.keyrack.unit.Unreadable;

/**
 * One reader of the bench at one moment.
 *
 * @param reader the reader's name
 * @param insertion counts the cards seen in it
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param card what is known of its card
 */
public record SlotView(String reader, long insertion, OptionalInt shelf, SlotCard card) {
    static SlotView of(String reader, long insertion, SlotCard card) {
        return new SlotView(reader, insertion, OptionalInt.empty(), card);
    }

    /** The same in a slot of the shelf. */
    SlotView in(OptionalInt slot) {
        return new SlotView(reader, insertion, slot, in(slot, card));
    }

    private static SlotCard in(OptionalInt slot, SlotCard card) {
        if (card instanceof SlotCard.Ei ei) {
            return new SlotCard.Ei(ei.unit().in(slot), ei.settled());
        }
        if (card instanceof SlotCard.InWork work) {
            return new SlotCard.InWork(work.read().map(unit -> unit.in(slot)));
        }
        return card;
    }

    /** The same with its unit in work. */
    SlotView inWork(long newInsertion) {
        return of(reader, newInsertion, new SlotCard.InWork(ei()));
    }

    public State state() {
        return card.state();
    }

    /** The AS that is looked for here when this is no reader but the place of an AS which is no card. */
    public Optional<Address> place() {
        return Address.parse(reader);
    }

    /** The AS read. */
    public Optional<AsUnit> as() {
        return card instanceof SlotCard.As as ? Optional.of(as.unit()) : Optional.empty();
    }

    /** The EI read, or the last one read while it is in work. */
    public Optional<EiUnit> ei() {
        if (card instanceof SlotCard.InWork work) {
            return work.read();
        }
        return card instanceof SlotCard.Ei ei ? Optional.of(ei.unit()) : Optional.empty();
    }

    /** Whether the operator's PIN is verified in this AS. */
    public boolean pinVerified() {
        return card instanceof SlotCard.As as && as.pinVerified();
    }

    /** Why reading failed, where it did. */
    public Optional<CardFailure> problem() {
        if (card instanceof SlotCard.Mute mute) {
            return mute.failure();
        }
        if (card instanceof SlotCard.Busy busy) {
            return Optional.of(busy.failure());
        }
        return card instanceof SlotCard.Failed failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    /** Downloads of earlier runs that reading this module settled. */
    public List<SettledDownload> settled() {
        return card instanceof SlotCard.Ei ei ? ei.settled() : List.of();
    }

    /** What stands in the reader and is no unit that was read; empty when there is nothing, or a unit. */
    public Optional<UnreadCard> unread() {
        if (place().isPresent()) {
            // No module ever stands there.
            return Optional.empty();
        }
        return switch (state()) {
            case EMPTY, AS, EI, IN_WORK -> Optional.empty();
            case READING -> Optional.of(UnreadCard.of(reader, shelf, Why.BEING_READ));
            case OTHER_CARD -> Optional.of(UnreadCard.of(reader, shelf, Why.FOREIGN));
            case MUTE -> Optional.of(UnreadCard.of(reader, shelf, Why.SILENT));
            case BUSY -> Optional.of(UnreadCard.of(reader, shelf, Why.HELD));
            case FAILED -> problem().map(failure -> UnreadCard.of(reader, shelf, Unreadable.of(failure)));
        };
    }

    /** What is known of a reader's card. */
    public enum State {
        EMPTY,
        READING,
        AS,
        EI,
        /** A run has the unit in work. */
        IN_WORK,
        /** A card with neither applet. */
        OTHER_CARD,
        /** The card does not answer: upside down or broken. */
        MUTE,
        /** Another program holds the card. */
        BUSY,
        /** Reading failed. */
        FAILED
    }
}
