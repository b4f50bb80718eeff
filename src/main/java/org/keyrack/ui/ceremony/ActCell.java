package org.keyrack.ui.ceremony;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.keyrack.prepare.ceremony.Act;
import org.keyrack.prepare.ceremony.Act.Draw;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.prepare.ceremony.Act.OpenBlock;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.kordamp.ikonli.javafx.FontIcon;

/** An act of the script: what it is, whose, and whether it is over. */
final class ActCell extends ListCell<Act> {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    /** Icon, paddings and the bar that scrolls, in pixels. */
    private static final double ASIDE = 72;

    private static final double LEAST = 120;

    private final Texts texts;
    private final CeremonyJob job;
    private final FontIcon icon = new FontIcon();
    private final Label words = new Label();
    private final HBox row = new HBox(icon, words);

    /** @param width of the list, in which its words are wrapped */
    ActCell(Texts texts, CeremonyJob job, ObservableValue<? extends Number> width) {
        this.texts = texts;
        this.job = job;
        getStyleClass().add("act-cell");
        words.setWrapText(true);
        words.prefWidthProperty().bind(width.map(all -> Math.max(LEAST, all.doubleValue() - ASIDE)));
        row.getStyleClass().add("act-row");
        words.setMinHeight(USE_PREF_SIZE);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Act act, boolean empty) {
        super.updateItem(act, empty);
        boolean over = act != null && job.phase() != CeremonyJob.Phase.NONE && getIndex() < job.done();
        boolean current = act != null && job.phase().running() && getIndex() == job.done();
        pseudoClassStateChanged(OVER, over);
        pseudoClassStateChanged(CURRENT, current);
        if (act == null || empty) {
            setAccessibleText(null);
            setGraphic(null);
            return;
        }
        String person = person(act);
        words.setText(person.isEmpty() ? act.said() : texts.format("ceremony.act", person, act.said()));
        icon.setIconLiteral(over ? "mdi2c-check-circle-outline" : icon(act));
        setAccessibleText(words.getText());
        setGraphic(row);
    }

    /** Who does it; empty of what the card does. */
    static String person(Act act) {
        if (act instanceof EnterPin pin) {
            return pin.person();
        }
        return act instanceof EnterComponent component ? component.person() : "";
    }

    /** Ikonli's name of its icon. */
    static String icon(Act act) {
        if (act instanceof EnterPin) {
            return "mdi2d-dialpad";
        }
        if (act instanceof OpenBlock) {
            return "mdi2p-package-variant";
        }
        return act instanceof Draw ? "mdi2d-dice-multiple-outline" : "mdi2e-email-seal-outline";
    }
}
