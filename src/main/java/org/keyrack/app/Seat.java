package org.keyrack.app;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.app.CardReading.As;
import org.keyrack.app.CardReading.Ei;

/** A reader of the bench and what is open in it. Guarded by the bench's monitor. */
final class Seat {
    private SlotView view;
    private Optional<CardReading> reading = Optional.empty();
    private boolean leased;
    private long readings;
    private boolean usable;
    private OptionalInt shelf = OptionalInt.empty();

    Seat(String reader) {
        view = SlotView.of(reader, 0, new SlotCard.Empty());
    }

    SlotView view() {
        return view;
    }

    void show(SlotView view) {
        this.view = view;
    }

    Optional<Ei> ei() {
        return reading.filter(Ei.class::isInstance).map(Ei.class::cast);
    }

    Optional<As> as() {
        return reading.filter(As.class::isInstance).map(As.class::cast);
    }

    void opened(CardReading reading) {
        this.reading = Optional.of(reading);
    }

    /** Forgets what is open; the caller closes it outside the monitor. */
    Optional<CardReading> take() {
        Optional<CardReading> open = reading;
        reading = Optional.empty();
        return open;
    }

    /** Begins a reading: every earlier one is overtaken. */
    long nextReading() {
        return ++readings;
    }

    /** Number of the reading that was begun last. */
    long reading() {
        return readings;
    }

    /** Whether a run has the unit in work, so that nobody else talks to it. */
    boolean leased() {
        return leased;
    }

    void lease(boolean leased) {
        this.leased = leased;
    }

    /** The same with the number of its slot: people's label, else the one that the bench itself gives it. */
    SlotView view(ShelfLabels labels) {
        OptionalInt labelled = labels.of(view.reader());
        return view.in(labelled.isPresent() ? labelled : shelf);
    }

    void shelf(OptionalInt number) {
        shelf = number;
    }

    /** Whether the reader shows a card that can be talked to. */
    boolean usable() {
        return usable;
    }

    void usable(boolean usable) {
        this.usable = usable;
    }
}
