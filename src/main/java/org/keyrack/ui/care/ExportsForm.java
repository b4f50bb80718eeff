package org.keyrack.ui.care;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.GridPane;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** Administrator and custodian set how many exports of keys are left. */
final class ExportsForm extends CareForm {
    /** Digits of the greatest number that a card counts. */
    private static final int DIGITS = 10;

    private static final double HEIGHT = 180;

    private final Map<Integer, TextField> fields = new LinkedHashMap<>();
    private final GridPane grid = new GridPane();
    private final DualControl pins = new DualControl(this);

    ExportsForm(Desk desk, AsUnit as) {
        super(desk, as);
        grid.getStyleClass().add("care-grid");
        as.keys().forEach(this::row);
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(HEIGHT);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getChildren().setAll(scroll, pins.row());
    }

    private void row(KeyDirectoryEntry key) {
        Label now = new Label(CareWords.exportsLeft(key));
        now.setWrapText(true);
        TextField field = new TextField();
        field.setId("care-exports-" + key.ref1());
        field.setPromptText(texts().get("care.exports.prompt"));
        field.setAccessibleText(texts().format("care.exports.field", key.ref1(), key.label()));
        field.setTextFormatter(new TextFormatter<>(
                change -> change.getControlNewText().matches("[0-9]{0," + DIGITS + "}") ? change : null));
        field.textProperty().subscribe(text -> changed());
        now.setLabelFor(field);
        fields.put(key.ref1(), field);
        grid.addRow(fields.size() - 1, now, field);
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        pins.ask(read, card);
    }

    private Map<Integer, Long> wanted() {
        Map<Integer, Long> wanted = new LinkedHashMap<>();
        fields.forEach((ref1, field) -> {
            if (!field.getText().isEmpty()) {
                wanted.put(ref1, Long.parseLong(field.getText()));
            }
        });
        return wanted;
    }

    @Override
    Optional<String> missing() {
        return wanted().isEmpty() ? Optional.of(texts().get("care.exports.none")) : pins.missing();
    }

    @Override
    Optional<CareWork.Act> take() {
        Map<Integer, Long> exports = wanted();
        AsUnit meant = as();
        String left = texts().get("care.loading");
        CarePins taken = pins.take();
        return Optional.of(cards -> {
            try (taken;
                    AsCare care = cards.open(meant)) {
                care.requireExports(exports);
                taken.verify(care, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                String loading = CareWork.inLoading(left, care, () -> care.putExportsLeft(exports));
                List<KeyDirectoryEntry> keys = care.keys();
                return keys.stream()
                                .filter(key -> exports.containsKey(key.ref1()))
                                .map(CareWords::exportsLeft)
                                .collect(Collectors.joining("; ", "", "."))
                        + loading;
            }
        });
    }

    @Override
    void clear() {
        pins.clear();
    }

    @Override
    Node firstFocus() {
        return wanted().isEmpty() && !fields.isEmpty()
                ? fields.values().iterator().next()
                : pins.first();
    }
}
