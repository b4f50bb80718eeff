package org.keyrack.ui.rackstate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.PreparationEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepEnded;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.prepare.SurveyedCard;

/** What the window knows of a preparation, folded from its events on the JavaFX thread. */
public final class PreparationBoard {
    private final Map<String, CardProgress> cards = new LinkedHashMap<>();
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper(this, "changes");
    private Phase phase = Phase.NONE;
    private Optional<Long> number = Optional.empty();

    /** What a preparation is at. */
    public enum Phase {
        /** What it needs is being chosen. */
        NONE,
        /** The cards are read. */
        LOOKING,
        /** What each card needs is shown, and nothing was written. */
        SURVEYED,
        RUNNING,
        /** No further step begins. */
        STOPPING,
        ENDED;

        /** Whether cards are in use. */
        public boolean holdsCards() {
            return this == LOOKING || this == SURVEYED || working();
        }

        /** Whether cards are written to. */
        public boolean working() {
            return this == RUNNING || this == STOPPING;
        }
    }

    /** The cards are being read. */
    public void looking() {
        clear(Phase.LOOKING);
    }

    /** What it needs is chosen anew. */
    public void clear() {
        clear(Phase.NONE);
    }

    private void clear(Phase next) {
        cards.clear();
        number = Optional.empty();
        phase = next;
        changed();
    }

    /**
     * The cards were read.
     *
     * @param insertions of the cards that are in the readers now
     */
    public void surveyed(List<SurveyedCard> read, ToLongFunction<String> insertions) {
        cards.clear();
        read.forEach(card -> cards.put(
                card.card().reader(),
                CardProgress.of(card, insertions.applyAsLong(card.card().reader()))));
        phase = Phase.SURVEYED;
        changed();
    }

    /** It has begun, or is about to. */
    public void running() {
        phase = Phase.RUNNING;
        changed();
    }

    /** The operator has asked it to stop. */
    public void stopping() {
        if (phase == Phase.RUNNING) {
            phase = Phase.STOPPING;
            changed();
        }
    }

    /** Folds in what was told. */
    public void accept(List<PreparationEvent> events) {
        events.forEach(this::accept);
        if (!events.isEmpty()) {
            changed();
        }
    }

    private void accept(PreparationEvent event) {
        if (event instanceof PreparationStarted started) {
            number = Optional.of(started.preparation());
        } else if (event instanceof SerialGiven given) {
            change(given.card().reader(), card -> card.with(given.card()));
        } else if (event instanceof StepStarted begun) {
            change(begun.card().reader(), card -> card.begun(begun.card(), begun.step()));
        } else if (event instanceof StepEnded over && over.failure().isEmpty()) {
            change(over.card().reader(), card -> card.over(over.card()));
        } else if (event instanceof CardEnded ended) {
            change(ended.card().reader(), card -> card.ended(ended.card(), ended.result(), ended.failure()));
        } else if (event instanceof PreparationEnded) {
            phase = Phase.ENDED;
        }
    }

    private void change(String reader, UnaryOperator<CardProgress> how) {
        cards.computeIfPresent(reader, (name, card) -> how.apply(card));
    }

    /** It is over, also when its end is not in the ledger. */
    public void ended() {
        if (phase.working()) {
            phase = Phase.ENDED;
            changed();
        }
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Counts the changes: whoever shows it shows it anew when this changes. */
    public ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public Phase phase() {
        return phase;
    }

    /** Number of the preparation on this bench; empty until it begins. */
    public Optional<Long> number() {
        return number;
    }

    /** Every card of it, in the order of the readers. */
    public List<CardProgress> cards() {
        return List.copyOf(cards.values());
    }

    /** The card that it has in a reader. */
    public Optional<CardProgress> card(String reader) {
        return Optional.ofNullable(cards.get(reader));
    }

    /** How many cards ended so. */
    public int count(Result result) {
        return (int) cards.values().stream()
                .filter(card -> card.result().equals(Optional.of(result)))
                .count();
    }

    /** Cards with something to be done. */
    public List<String> withWork() {
        return cards.values().stream()
                .filter(CardProgress::hasWork)
                .map(CardProgress::reader)
                .toList();
    }

    /** Cards that are not as the plan has them. */
    public List<String> troubled() {
        return cards.values().stream()
                .filter(CardProgress::troubled)
                .map(CardProgress::reader)
                .toList();
    }

    /** Whether it has ended and every card is as the plan has it. */
    public boolean complete() {
        return phase == Phase.ENDED && troubled().isEmpty();
    }

    /** Share of all steps that is behind, 0 to 1. */
    public double share() {
        List<CardProgress> working = new ArrayList<>(cards.values());
        working.removeIf(card -> card.missing().isEmpty());
        int all = working.stream().mapToInt(card -> card.missing().size()).sum();
        int over = working.stream()
                .mapToInt(card -> card.result().isPresent() ? card.missing().size() : card.done())
                .sum();
        return all == 0 ? 1 : (double) over / all;
    }
}
