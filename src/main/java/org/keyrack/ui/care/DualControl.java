package org.keyrack.ui.care;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.kit.Texts;
import org.keyrack.unit.AsUnit;

/** The PINs of administrator and custodian, both for one act. */
final class DualControl {
    private final Texts texts;
    private final List<RolePin> pins;
    private final HBox row;

    DualControl(CareForm form) {
        this(form, "care-");
    }

    /** @param prefix of the fields' ids */
    DualControl(CareForm form, String prefix) {
        texts = form.texts();
        pins = List.of(form.pin(prefix, PinReference.ADMINISTRATOR), form.pin(prefix, PinReference.CUSTODIAN));
        row = form.row(pins);
    }

    Node row() {
        return row;
    }

    /** The same row with the PIN of a third person before them. */
    RolePin with(RolePin third) {
        third.setOnAction(first()::requestFocus);
        row.getChildren().add(0, third);
        return third;
    }

    void ask(AsUnit as, String card) {
        pins.forEach(pin -> pin.ask(as, card));
    }

    Optional<String> missing() {
        return RolePin.missing(pins);
    }

    /** What was typed, which is forgotten here; whoever takes it closes it. */
    CarePins take() {
        CarePins taken = new CarePins(texts.get("pin.LAST_TRY"));
        pins.forEach(pin -> pin.take(taken));
        return taken;
    }

    void clear() {
        pins.forEach(RolePin::clear);
    }

    Node first() {
        return pins.get(0).field();
    }
}
