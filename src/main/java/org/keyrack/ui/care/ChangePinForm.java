package org.keyrack.ui.care;

import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.unit.AsUnit;

/** A person changes his PIN: whose, the old one, the new one twice. */
final class ChangePinForm extends NewPinForm {
    private final ComboBox<PinReference> person = new ComboBox<>();
    private String card = "";

    ChangePinForm(Desk desk, AsUnit as) {
        super(desk, as, PinReference.OPERATOR, "care.new");
        person.setId("care-person");
        person.setConverter(new OneWayConverter<>(reference -> texts().get("prepareas.pin." + reference)));
        person.getItems().setAll(PinReference.values());
        person.setValue(PinReference.OPERATOR);
        person.setMaxWidth(Double.MAX_VALUE);
        person.setAccessibleText(texts().get("care.person"));
        person.setOnAction(chosen -> {
            own().of(person.getValue());
            ask(as(), card);
            changed();
        });
        Label whose = new Label(texts().get("care.person"));
        whose.setLabelFor(person);
        VBox chosen = new VBox(whose, person);
        chosen.getStyleClass().add("field");
        getChildren().add(0, chosen);
    }

    @Override
    void ask(AsUnit read, String where) {
        super.ask(read, where);
        card = where;
    }

    @Override
    String set(AsCare care, PinReference holder, CarePins pins, char[] next)
            throws CardFailure, InputException, JournalUnavailable {
        try {
            care.changePin(holder, pins.pin(holder, care), next);
        } catch (PinFailure failure) {
            throw CarePins.wrong(holder, failure);
        }
        return CareWords.changed(holder, care);
    }
}
