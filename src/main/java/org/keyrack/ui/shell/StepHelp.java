package org.keyrack.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.language.Wording;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.desk.StepName;

/** What F1 shows: what the step of now wants, what can go wrong in it, and the keys that it has. */
final class StepHelp {
    private static final String BUNDLE = "steps";
    private static final double WIDTH = 620;

    /** Keys that every step has, after its own. */
    private static final List<String> EVERYWHERE = List.of("next", "steps", "f11", "f1");

    private final Desk desk;

    StepHelp(Desk desk) {
        this.desk = desk;
    }

    /** The keys of a step itself. */
    private static List<String> own(StepName step) {
        return switch (step) {
            case BENCH, LOG -> List.of("f5");
            case RACK -> List.of("arrows", "enter", "space", "f5");
            case PLAN -> List.of("tick");
            case RUN -> List.of("arrows", "enter", "space", "r", "f8", "escape");
            case RESULTS -> List.of("r", "f5", "f8");
            case CARDS -> List.of("arrows", "enter", "space", "f5");
            case PREPAREAS, MODULES -> List.of("arrows", "enter", "space", "r", "f8");
            case HISTORY -> List.of("find", "f5", "back");
            case FIRSTRUN, ASCARD, REVIEW, CEREMONY, FLOOR, TRAINING, PEOPLE, SETTINGS, ABOUT -> List.of();
        };
    }

    /** Shows it over the window; Esc closes it. */
    void show() {
        StepName step = desk.navigator().currentProperty().get();
        Wording words = Wording.of(BUNDLE, desk.texts().locale());
        Label wants = paragraph("help-wants", words.get(step.key() + ".wants"));
        Label wrong = new Label(desk.texts().get("keys.wrong"));
        wrong.getStyleClass().add("section-title");
        Label keys = new Label(desk.texts().get("keys.title"));
        keys.getStyleClass().add("section-title");
        VBox content =
                new VBox(wants, wrong, paragraph("help-wrong", words.get(step.key() + ".wrong")), keys, keys(step));
        content.getStyleClass().add("step-help");
        content.setPrefWidth(WIDTH);
        Alert dialog = new Alert(AlertType.INFORMATION, "", ButtonType.CLOSE);
        String title = desk.texts().format("keys.help", desk.texts().get(step.key() + ".title"));
        dialog.setTitle(title);
        dialog.setHeaderText(title);
        Questions.dress(dialog, "mdi2h-help-circle-outline");
        dialog.getDialogPane().setContent(content);
        dialog.show();
        desk.notices().announce(wants.getText());
    }

    private static Label paragraph(String id, String text) {
        Label label = new Label(text);
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private GridPane keys(StepName step) {
        GridPane table = new GridPane();
        table.setId("help-keys");
        table.setHgap(24);
        table.setVgap(4);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(120);
        table.getColumnConstraints().add(names);
        List<String> listed = new ArrayList<>(own(step));
        listed.addAll(EVERYWHERE);
        for (String name : listed) {
            Label key = new Label(desk.texts().get("keys." + name));
            key.getStyleClass().add("key-cap");
            table.addRow(table.getRowCount(), key, new Label(desk.texts().get("keys." + name + ".does")));
        }
        return table;
    }
}
