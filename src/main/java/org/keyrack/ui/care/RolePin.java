package org.keyrack.ui.care;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.keyrack.app.CareWords;
import org.keyrack.app.WantedRelease;
import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Kind;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.PinForm;
import org.keyrack.ui.kit.Texts;
import org.keyrack.unit.AsUnit;

/** The PIN of one person of an AS, with the tries that are left for it. */
final class RolePin extends VBox {
    private final Texts texts;
    private final PinField field = new PinField();
    private final CheckBox lastTry = new CheckBox();
    private final Label name = new Label();
    private final PinForm form;
    private final String id;
    private PinReference reference;
    private Optional<AsIdentity> asked = Optional.empty();
    private int tries;

    /**
     * An empty field.
     *
     * @param id of the field
     * @param changed called when something was typed or ticked
     */
    RolePin(Texts texts, String id, PinReference reference, Runnable changed) {
        this.texts = texts;
        this.id = id;
        this.reference = reference;
        field.setId(id);
        lastTry.setId(id + "-last");
        lastTry.setText(texts.get("ascard.lasttry"));
        lastTry.setWrapText(true);
        lastTry.setMinHeight(USE_PREF_SIZE);
        name.setWrapText(true);
        form = new PinForm(field, lastTry);
        form.blocked().subscribe(blocked -> changed.run());
        getStyleClass().addAll("field", "prepare-pins");
        HBox.setHgrow(this, Priority.ALWAYS);
        getChildren().setAll(name, field, lastTry);
    }

    /** Asks for the PIN of another person; what was typed is forgotten. */
    void of(PinReference other) {
        reference = other;
        form.clear();
    }

    PinReference reference() {
        return reference;
    }

    /**
     * Shows how many tries are left.
     *
     * @param card names the AS, and this time that it is in its reader
     */
    void ask(AsUnit as, String card) {
        asked = Optional.of(as.identity());
        tries = as.identity().triesLeft(reference);
        String whose = texts.get("prepareas.pin." + reference);
        name.setText(texts.format("care.tries", whose, tries));
        name.setId(id + "-name");
        field.setAccessibleText(name.getText());
        field.setAccessibleHelp(texts.get("ascard.pin.help"));
        form.ask(Kind.CARD_PIN, card, tries, tries > 0);
    }

    /** Why it cannot be sent yet; empty when it can. */
    Optional<String> missing() {
        return TypedPin.beforeSending(Kind.CARD_PIN, field.lengthProperty().get(), tries, lastTry.isSelected())
                .map(obstacle -> switch (obstacle) {
                    case BLOCKED -> CareWords.blocked(reference);
                    case FORM -> texts.format("care.form", texts.get("prepareas.pin." + reference));
                    case LAST_TRY -> texts.get("pin.LAST_TRY");
                });
    }

    /** What is to be released before it is sent; empty while it has more than one try, or nothing is typed. */
    Optional<WantedRelease> wanted() {
        return asked.filter(as -> field.lengthProperty().get() > 0).flatMap(as -> WantedRelease.of(as, reference));
    }

    /** Hands over what was typed, and forgets it. */
    void take(CarePins pins) {
        boolean meant = lastTry.isSelected();
        pins.add(reference, form.take(), meant);
    }

    void clear() {
        form.clear();
    }

    /** What Enter does in it. */
    void setOnAction(Runnable action) {
        field.setOnAction(action);
    }

    Node field() {
        return field;
    }

    /** Why the first of these that is not whole cannot be sent. */
    static Optional<String> missing(List<RolePin> pins) {
        return pins.stream().flatMap(pin -> pin.missing().stream()).findFirst();
    }
}
