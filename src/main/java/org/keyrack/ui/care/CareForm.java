package org.keyrack.ui.care;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.keyrack.app.WantedRelease;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Texts;
import org.keyrack.unit.AsUnit;

/** What is typed and chosen for one act on an AS card. */
abstract class CareForm extends VBox {
    private static final double WIDTH = 720;

    private final Desk desk;
    private final List<RolePin> pins = new ArrayList<>();
    private AsUnit as;
    private Runnable changed = () -> {};
    private Runnable entered = () -> {};

    /** @param as as it was read last */
    CareForm(Desk desk, AsUnit as) {
        this.desk = desk;
        this.as = as;
        getStyleClass().add("dialog-fields");
    }

    final Desk desk() {
        return desk;
    }

    /** The AS as it was read last. */
    final AsUnit as() {
        return as;
    }

    final Texts texts() {
        return desk.texts();
    }

    /** Sets what is called when something was typed or chosen, and when Enter says that it is whole. */
    final void listen(Runnable whenChanged, Runnable whenEntered) {
        changed = whenChanged;
        entered = whenEntered;
    }

    final void changed() {
        changed.run();
    }

    final void entered() {
        entered.run();
    }

    /** The form has become higher or lower. */
    final void resized() {
        if (getScene() != null && getScene().getWindow() != null) {
            // How high a text is, is known once its width is.
            getScene().getRoot().applyCss();
            getScene().getRoot().layout();
            getScene().getWindow().sizeToScene();
        }
    }

    /** The field for a person's PIN. */
    final RolePin pin(PinReference reference) {
        return pin("care-", reference);
    }

    /**
     * The same.
     *
     * @param prefix of its id
     */
    final RolePin pin(String prefix, PinReference reference) {
        RolePin pin = new RolePin(texts(), prefix + reference, reference, this::changed);
        pins.add(pin);
        return pin;
    }

    /** What is to be released before the PINs that were typed are sent. */
    final List<WantedRelease> lastTries() {
        return pins.stream().flatMap(pin -> pin.wanted().stream()).toList();
    }

    /** Fields in one row; Enter goes from each to the next, and from the last on to the act. */
    final HBox row(List<RolePin> pins) {
        for (int i = 0; i < pins.size(); i++) {
            Runnable next = i + 1 < pins.size() ? pins.get(i + 1).field()::requestFocus : this::entered;
            pins.get(i).setOnAction(next);
        }
        HBox row = new HBox();
        row.getStyleClass().add("care-pins");
        row.getChildren().setAll(pins);
        return row;
    }

    /**
     * Shows the AS as it was read last.
     *
     * @param card names it, and this time that it is in its reader
     */
    void ask(AsUnit read, String card) {
        as = read;
    }

    /** How wide it is best. */
    double width() {
        return WIDTH;
    }

    /** The readers whose cards it works on. */
    String[] readers() {
        return new String[] {as.reader()};
    }

    /** Why it cannot be done yet; empty when it can. */
    abstract Optional<String> missing();

    /** Takes what was typed, which is forgotten here; empty, with what was typed wiped, when it cannot be meant. */
    abstract Optional<CareWork.Act> take();

    /** Forgets what was typed. */
    abstract void clear();

    /** What has the focus at the beginning, and again after a refusal. */
    abstract Node firstFocus();
}
