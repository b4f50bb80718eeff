package org.keyrack.ui.tiles;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.keyrack.journal.Failure;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.KeyLine;
import org.keyrack.ui.rackstate.UnitProgress;
import org.kordamp.ikonli.javafx.FontIcon;

/** One module in detail: the step of the method, what was written, what is safe, the redacted APDUs. */
public final class UnitDetail extends VBox {
    private static final List<ProtocolStep> STEPS = List.of(
            ProtocolStep.SN,
            ProtocolStep.R,
            ProtocolStep.EXPORTKEY,
            ProtocolStep.CAS,
            ProtocolStep.SAS,
            ProtocolStep.REF2,
            ProtocolStep.STORE,
            ProtocolStep.RECEIPT);
    private static final int TRACE_ROWS = 5;

    private final Desk desk;

    public UnitDetail(Desk desk) {
        this.desk = desk;
        getStyleClass().add("unit-detail");
    }

    /** Shows a module. */
    public void show(UnitProgress unit) {
        RunTiles tiles = new RunTiles(desk);
        getChildren().setAll(head(unit), wrapped(tiles.sentence(unit), "unit-sentence"));
        unit.failure().ifPresent(failure -> getChildren().add(steps(failure)));
        getChildren().add(section("unit.written"));
        unit.keys().forEach(line -> getChildren().add(key(line)));
        if (unit.keys().isEmpty()) {
            getChildren().add(wrapped(desk.texts().get("unit.nothing"), "unit-key"));
        }
        getChildren().addAll(section("unit.safe"), wrapped(safe(unit), "unit-safe"));
        unit.failure()
                .map(Failure::trace)
                .filter(trace -> !trace.isEmpty())
                .ifPresent(trace -> getChildren().addAll(apdus(trace)));
    }

    /**
     * Shows a card that took no part in the batch: nothing was begun with it.
     *
     * @param module its SN, if it was read
     */
    public void showRefused(Optional<SerialNumber> module, String sentence) {
        Label sn = new Label(module.map(SerialNumber::grouped).orElse(""));
        sn.getStyleClass().add("mono");
        getChildren()
                .setAll(
                        sn,
                        wrapped(sentence, "unit-sentence"),
                        section("unit.written"),
                        wrapped(desk.texts().get("unit.nothing"), "unit-key"));
    }

    /** Shows nothing. */
    public void clear() {
        getChildren().clear();
    }

    private FlowPane head(UnitProgress unit) {
        FontIcon icon = new FontIcon(RunTiles.state(unit).icon());
        icon.getStyleClass().add("unit-icon");
        Label slot = new Label(
                desk.texts().format("unit.slot", desk.shelf().label(desk.bench().view(), unit.reader())));
        slot.getStyleClass().add("section-title");
        Label sn = new Label(unit.sn().grouped());
        sn.getStyleClass().add("mono");
        Label word = new Label(desk.texts().get(RunTiles.state(unit).key()));
        word.getStyleClass().add("section-title");
        FlowPane head = new FlowPane(slot, sn, icon, word);
        head.getStyleClass().addAll("unit-head", RunTiles.state(unit).name().toLowerCase(Locale.ROOT));
        return head;
    }

    private FlowPane steps(Failure failure) {
        int failedAt = STEPS.indexOf(RunTiles.step(failure.step()));
        FlowPane pane = new FlowPane();
        pane.getStyleClass().add("method-steps");
        for (int i = 0; i < STEPS.size(); i++) {
            String state = i < failedAt ? "passed" : i == failedAt ? "failed" : "ahead";
            FontIcon icon = new FontIcon(
                    switch (state) {
                        case "passed" -> "mdi2c-check";
                        case "failed" -> "mdi2a-alert-octagon";
                        default -> "mdi2m-minus";
                    });
            Label step = new Label(desk.texts().get("step." + STEPS.get(i)), icon);
            step.getStyleClass().addAll("method-step", state);
            step.setAccessibleText(step.getText() + ", " + desk.texts().get("step." + state));
            pane.getChildren().add(step);
        }
        return pane;
    }

    private Label key(KeyLine line) {
        String key = line.ref2() == 0 ? "unit.key.transport" : "unit.key";
        String named = desk.texts().format(key, String.valueOf(line.ref1()), String.valueOf(line.ref2()));
        String outcome = line.proof()
                .map(proof -> desk.texts()
                        .format(
                                "unit.key.proved",
                                String.valueOf(proof.keyVersion()),
                                proof.kcv().toString()))
                .orElseGet(() -> desk.texts().get("unit.key." + line.state()));
        return wrapped(desk.texts().format("unit.key.outcome", named, outcome), "unit-key");
    }

    private String safe(UnitProgress unit) {
        return switch (unit.phase()) {
            case UNKNOWN -> desk.texts().get("unit.safe.unknown");
            case DONE -> desk.texts().get("unit.safe.done");
            case LOADING, VERIFYING -> desk.texts().get("unit.safe.working");
            case REFUSED -> desk.texts().get("unit.safe.refused");
            case FAILED, STOPPED -> desk.texts().format("unit.safe.failed", unit.loaded());
        };
    }

    private VBox apdus(List<String> trace) {
        TextArea text = new TextArea(String.join("\n", trace));
        text.setEditable(false);
        text.setPrefRowCount(TRACE_ROWS);
        text.getStyleClass().addAll("mono", "small");
        text.setAccessibleText(desk.texts().get("unit.apdus"));
        Button copy = new Button(desk.texts().get("unit.copy"), new FontIcon("mdi2c-content-copy"));
        copy.setId("unit-copy");
        copy.setOnAction(pressed -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text.getText());
            Clipboard.getSystemClipboard().setContent(content);
            desk.notices().announce(desk.texts().get("unit.copied"));
        });
        VBox box = new VBox(section("unit.apdus"), text, copy);
        box.getStyleClass().add("unit-apdus");
        return box;
    }

    private Label section(String key) {
        Label label = new Label(desk.texts().get(key));
        label.getStyleClass().add("section-title");
        return label;
    }

    private static Label wrapped(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
