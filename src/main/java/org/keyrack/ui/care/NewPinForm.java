package org.keyrack.ui.care;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import org.keyrack.app.AsCare;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.PinPair;
import org.keyrack.unit.AsUnit;

/** A person types his PIN, and a new one twice. */
abstract class NewPinForm extends CareForm {
    private final RolePin own;
    private final PinPair fresh;

    /**
     * @param person who types his PIN first
     * @param name the bundle key of what the new one is called
     */
    NewPinForm(Desk desk, AsUnit as, PinReference person, String name) {
        super(desk, as);
        own = pin(person);
        fresh = new PinPair(texts(), "care-new", texts().get(name), this::changed);
        own.setOnAction(fresh::enter);
        fresh.setOnAction(this::entered);
        getChildren().setAll(own, fresh);
    }

    /** The PIN of the person. */
    final RolePin own() {
        return own;
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        own.ask(read, card);
    }

    @Override
    Optional<String> missing() {
        return own.missing().or(() -> fresh.complete() ? Optional.empty() : Optional.of(texts().get("care.new.form")));
    }

    @Override
    Optional<CareWork.Act> take() {
        PinReference person = own.reference();
        CarePins pins = new CarePins(texts().get("pin.LAST_TRY"));
        own.take(pins);
        Optional<char[]> typed = fresh.take();
        if (typed.isEmpty()) {
            pins.close();
            return Optional.empty();
        }
        AsUnit meant = as();
        char[] next = typed.get();
        return Optional.of(cards -> {
            try (pins;
                    AsCare care = cards.open(meant)) {
                return set(care, person, pins, next);
            } finally {
                Arrays.fill(next, '\0');
            }
        });
    }

    /**
     * Sets the new PIN; not on the JavaFX thread.
     *
     * @param person whose PIN is among the pins
     * @return what was done
     */
    abstract String set(AsCare care, PinReference person, CarePins pins, char[] next)
            throws CardFailure, InputException, JournalUnavailable;

    @Override
    void clear() {
        own.clear();
        fresh.clear();
    }

    @Override
    Node firstFocus() {
        return own.field();
    }
}
