package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param state what is known of its card
 * @param as the AS read, in state AS
 * @param ei the EI read, in state EI, or the last one read while IN_WORK
 * @param pinVerified whether the operator's PIN is verified in this AS
 * @param problem why reading failed, in state FAILED, MUTE or BUSY
 * @param settled downloads of earlier runs that reading this module settled
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 */
public record SlotView(
        String reader,
        long insertion,
        State state,
        Optional<AsUnit> as,
        Optional<EiUnit> ei,
        boolean pinVerified,
        Optional<CardFailure> problem,
        List<SettledDownload> settled,
        OptionalInt shelf) {
    public SlotView {
        settled = List.copyOf(settled);
    }

    static SlotView bare(String reader, long insertion, State state) {
        return new SlotView(
                reader,
                insertion,
                state,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                OptionalInt.empty());
    }

    static SlotView ofAs(AsUnit as, long insertion, boolean pinVerified) {
        return new SlotView(
                as.reader(),
                insertion,
                State.AS,
                Optional.of(as),
                Optional.empty(),
                pinVerified,
                Optional.empty(),
                List.of(),
                OptionalInt.empty());
    }

    static SlotView ofEi(EiUnit ei, long insertion, List<SettledDownload> settled) {
        return new SlotView(
                ei.reader(),
                insertion,
                State.EI,
                Optional.empty(),
                Optional.of(ei),
                false,
                Optional.empty(),
                settled,
                OptionalInt.empty());
    }

    static SlotView failed(String reader, long insertion, State state, CardFailure problem) {
        return new SlotView(
                reader,
                insertion,
                state,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(problem),
                List.of(),
                OptionalInt.empty());
    }

    /** The same in a slot of the shelf. */
    SlotView in(OptionalInt slot) {
        return new SlotView(
                reader, insertion, state, as, ei.map(unit -> unit.in(slot)), pinVerified, problem, settled, slot);
    }

    /** What stands in the reader and is no unit that was read; empty when there is nothing, or a unit. */
    public Optional<UnreadCard> unread() {
        return switch (state) {
            case EMPTY, AS, EI, IN_WORK -> Optional.empty();
            case READING -> Optional.of(UnreadCard.of(reader, shelf, Why.BEING_READ));
            case OTHER_CARD -> Optional.of(UnreadCard.of(reader, shelf, Why.FOREIGN));
            case MUTE -> Optional.of(UnreadCard.of(reader, shelf, Why.SILENT));
            case BUSY -> Optional.of(UnreadCard.of(reader, shelf, Why.HELD));
            case FAILED ->
                Optional.of(problem.map(failure -> UnreadCard.of(reader, shelf, Unreadable.of(failure)))
                        .orElseGet(() -> UnreadCard.of(reader, shelf, Why.GONE)));
        };
    }

    SlotView inWork(long newInsertion) {
        return new SlotView(
                reader,
                newInsertion,
                State.IN_WORK,
                Optional.empty(),
                ei,
                false,
                Optional.empty(),
                List.of(),
                OptionalInt.empty());
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
