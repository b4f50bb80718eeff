package org.keyrack.simulation;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;

/** A reader and the card in it. */
final class Slot {
    final String name;
    final int shelf;
    Optional<SimulatedCard> card;
    long insertion = 1;
    /** Until when a command hangs in it, by the world's nanoseconds. */
    long hangsUntil;
    /** Handles that are open; an exclusive one is alone. */
    int shared;

    boolean exclusive;
    /** Those of the program that works with it. */
    Optional<SimulatedReaders> readers = Optional.empty();

    Slot(String name, int shelf, SimulatedCard card) {
        this.name = name;
        this.shelf = shelf;
        this.card = Optional.of(card);
    }

    /** As a program that was started just now finds it. */
    void powered() {
        card.ifPresent(SimulatedCard::reset);
        hangsUntil = 0;
        shared = 0;
        exclusive = false;
    }

    void put(Optional<SimulatedCard> other) {
        card.ifPresent(SimulatedCard::reset);
        other.ifPresent(SimulatedCard::reset);
        card = other;
        hangsUntil = 0;
        if (other.isPresent()) {
            insertion++;
        }
    }

    ReaderSnapshot.Reader snapshot() {
        return new ReaderSnapshot.Reader(
                name, card.isPresent() ? Card.PRESENT : Card.ABSENT, insertion, OptionalInt.of(shelf));
    }
}
