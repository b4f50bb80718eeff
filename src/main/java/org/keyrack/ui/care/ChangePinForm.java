package org.keyrack.ui.care;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.PinPair;
import org.keyrack.unit.AsUnit;

/** A person changes his PIN: whose, the old one, the new one twice. */
final class ChangePinForm extends CareForm {
    private final ComboBox<PinReference> person = new ComboBox<>();
    private final RolePin old;
    private final PinPair fresh;
    private String card = "";

    ChangePinForm(Desk desk, AsUnit as) {
        super(desk, as);
        old = pin(PinReference.OPERATOR);
        fresh = new PinPair(texts(), "care-new", texts().get("care.new"), this::changed);
        person.setId("care-person");
        person.setConverter(new OneWayConverter<>(reference -> texts().get("prepareas.pin." + reference)));
        person.getItems().setAll(PinReference.values());
        person.setValue(PinReference.OPERATOR);
        person.setMaxWidth(Double.MAX_VALUE);
        person.setAccessibleText(texts().get("care.person"));
        person.setOnAction(chosen -> {
            old.of(person.getValue());
            ask(as(), card);
            changed();
        });
        Label whose = new Label(texts().get("care.person"));
        whose.setLabelFor(person);
        VBox chosen = new VBox(whose, person);
        chosen.getStyleClass().add("field");
        old.setOnAction(fresh::enter);
        fresh.setOnAction(this::entered);
        getChildren().setAll(chosen, old, fresh);
    }

    @Override
    void ask(AsUnit read, String where) {
        super.ask(read, where);
        card = where;
        old.ask(read, where);
    }

    @Override
    Optional<String> missing() {
        return old.missing().or(() -> fresh.complete() ? Optional.empty() : Optional.of(texts().get("care.new.form")));
    }

    @Override
    Optional<CareWork.Act> take() {
        CarePins pins = new CarePins(texts().get("pin.LAST_TRY"));
        PinReference reference = old.reference();
        old.take(pins);
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
                care.changePin(reference, pins.pin(reference, care), next);
                return CareWords.changed(reference, care);
            } catch (PinFailure failure) {
                throw CarePins.wrong(reference, failure);
            } finally {
                Arrays.fill(next, '\0');
            }
        });
    }

    @Override
    void clear() {
        old.clear();
        fresh.clear();
    }

    @Override
    Node firstFocus() {
        return old.field();
    }
}
