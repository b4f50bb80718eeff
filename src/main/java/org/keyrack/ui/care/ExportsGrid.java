package org.keyrack.ui.care;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.kit.Texts;

/** A number of exports for each key of an AS: what the key is, and a field, which may stay empty. */
final class ExportsGrid extends ScrollPane {
    /** Digits of the greatest number that a card counts. */
    private static final int DIGITS = 10;

    private static final double HEIGHT = 180;
    private static final double FIELD = 120;

    private final Texts texts;
    private final String prompt;
    private final Runnable changed;
    private final Map<Integer, TextField> fields = new LinkedHashMap<>();
    private final GridPane grid = new GridPane();

    /**
     * A grid without rows.
     *
     * @param prompt the bundle key of what an empty field means
     * @param changed called when something was written
     */
    ExportsGrid(Texts texts, String prompt, Runnable changed) {
        this.texts = texts;
        this.prompt = prompt;
        this.changed = changed;
        grid.getStyleClass().add("care-grid");
        setContent(grid);
        setFitToWidth(true);
        setMaxHeight(HEIGHT);
        setFocusTraversable(false);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    /**
     * Shows these keys; what was written is forgotten.
     *
     * @param said what stands beside the field of a key
     */
    void show(List<KeyDirectoryEntry> keys, Function<KeyDirectoryEntry, String> said) {
        grid.getChildren().clear();
        fields.clear();
        keys.forEach(key -> row(key, said.apply(key)));
        changed.run();
    }

    private void row(KeyDirectoryEntry key, String said) {
        Label name = new Label(said);
        name.setWrapText(true);
        name.setMinHeight(Region.USE_PREF_SIZE);
        TextField field = new TextField();
        field.setId("care-exports-" + key.ref1());
        field.setMinWidth(FIELD);
        field.setPrefWidth(FIELD);
        field.setPromptText(texts.get(prompt));
        field.setAccessibleText(texts.format("care.exports.field", key.ref1(), key.label()));
        field.setTextFormatter(new TextFormatter<>(
                change -> change.getControlNewText().matches("[0-9]{0," + DIGITS + "}") ? change : null));
        field.textProperty().subscribe(text -> changed.run());
        name.setLabelFor(field);
        GridPane.setHgrow(name, Priority.ALWAYS);
        fields.put(key.ref1(), field);
        grid.addRow(fields.size() - 1, name, field);
    }

    /** What was written, by REF1. */
    Map<Integer, Long> wanted() {
        Map<Integer, Long> wanted = new LinkedHashMap<>();
        fields.forEach((ref1, field) -> {
            if (!field.getText().isEmpty()) {
                wanted.put(ref1, Long.parseLong(field.getText()));
            }
        });
        return wanted;
    }

    /** The first field; empty without keys. */
    Optional<Node> first() {
        return fields.values().stream().findFirst().map(Node.class::cast);
    }
}
