package org.keyrack.app;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import org.keyrack.app.CardReading.As;
import org.keyrack.app.CardReading.Ei;
import org.keyrack.unit.AsUnit;

/** A reader of the bench and what is open in it. Guarded by the bench's monitor. */
final class Seat {
    private SlotView view;
    private Optional<CardReading> reading = Optional.empty();
    private boolean leased;
    private long readings;
    private boolean usable;
    private OptionalInt shelf = OptionalInt.empty();
    private final Lock talk;

    /** @param talk held for each command of a reading */
    Seat(String reader, Lock talk) {
        this.talk = talk;
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
        return view.in(labels.of(view.reader(), shelf));
    }

    /**
     * Takes what was read again of an AS, when it is still the one that is open.
     *
     * @return false when another one is, or none
     */
    boolean readAgain(As open, AsUnit unit) {
        if (as().filter(now -> now.session() == open.session()).isEmpty()) {
            return false;
        }
        opened(open.with(unit));
        show(SlotView.of(
                unit.reader(),
                view.insertion(),
                new SlotCard.As(unit, open.session().operatorVerified())));
        return true;
    }

    void shelf(OptionalInt number) {
        shelf = number;
    }

    /** A run has the unit in work from now on. */
    void give() {
        leased = true;
        view = view.inWork(view.insertion());
    }

    /** Does something once no command of a reading is on its way; without the bench's monitor. */
    void quietly(Runnable task) {
        talk.lock();
        try {
            task.run();
        } finally {
            talk.unlock();
        }
    }

    /** Held for each command of a reading. */
    Lock talk() {
        return talk;
    }

    /** Whether the reader shows a card that can be talked to. */
    boolean usable() {
        return usable;
    }

    void usable(boolean usable) {
        this.usable = usable;
    }
}
