package org.keyrack.ui.ascard;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.CounterFindings;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;

/**
 * Compares the counters of the AS shown with the ledger, once each time that it was read, and writes down what differs. Not
 * while a run exports: then one is ahead of the other.
 */
final class CounterLook {
    private final Desk desk;
    private final LatestAnswer ledger;
    private final ReadOnlyObjectWrapper<List<String>> sentences =
            new ReadOnlyObjectWrapper<>(this, "sentences", List.of());
    private Optional<Reading> compared = Optional.empty();

    /** A reading of an AS, on a bench that was opened. */
    private record Reading(LiveBench.Open bench, String reader, long insertion, AsIdentity as) {
        /** Whether the counters were read anew since. */
        boolean isAs(Reading other) {
            return bench.equals(other.bench)
                    && reader.equals(other.reader)
                    && insertion == other.insertion
                    && as.asId().equals(other.as.asId())
                    && as.ctr() == other.as.ctr()
                    && as.acts() == other.as.acts();
        }
    }

    CounterLook(Desk desk) {
        this.desk = desk;
        this.ledger = new LatestAnswer(desk.background());
    }

    /** A sentence for each counter that is not as the ledger has it. */
    ReadOnlyObjectProperty<List<String>> sentencesProperty() {
        return sentences.getReadOnlyProperty();
    }

    /** What is shown now. */
    void seen(Optional<SlotView> slot) {
        Optional<Reading> reading = desk.bench()
                .open()
                .flatMap(bench -> slot.flatMap(place ->
                        place.as().map(as -> new Reading(bench, place.reader(), place.insertion(), as.identity()))));
        if (reading.isPresent() && compared.filter(reading.get()::isAs).isPresent()) {
            return;
        }
        compared = reading;
        ledger.forget();
        sentences.set(List.of());
        if (reading.isPresent() && !desk.job().running()) {
            compare(reading.get());
        }
    }

    private void compare(Reading reading) {
        ledger.run(
                () -> {
                    CounterFindings found = CounterFindings.of(
                            reading.as, reading.bench.ledger().records().counters(reading.as.asId()));
                    return reading.bench.cards().isPresent() ? found.ofNewCard() : found;
                },
                found -> show(reading, found),
                unreadable -> sentences.set(List.of()));
    }

    private void show(Reading reading, CounterFindings found) {
        // A run that began meanwhile has put the ledger ahead of what was read.
        if (!found.any() || desk.job().running()) {
            return;
        }
        sentences.set(found.sentences());
        found.sentences().forEach(desk.notices()::announce);
        String operator = desk.operator();
        desk.background()
                .run(
                        () -> {
                            found.write(reading.as, reading.bench.ledger(), operator);
                            return true;
                        },
                        written -> {},
                        desk::failed);
    }
}
