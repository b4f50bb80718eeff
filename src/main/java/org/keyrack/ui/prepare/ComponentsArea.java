package org.keyrack.ui.prepare;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.LetterDigits;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.HexField;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.PreparationJob;
import org.keyrack.ui.rackstate.PreparationJob.ChosenPlan;
import org.keyrack.ui.rackstate.PreparationJob.Part;

/** Takes the components of a plan's keys: each is typed by who holds it, masked, or is in a file of its own. */
final class ComponentsArea extends VBox {
    /** Digits of a component's KCV. */
    private static final int KCV_DIGITS = 6;

    private final Desk desk;
    private final PreparationJob job;
    private final Runnable changed;
    private final Map<Part, HexField> fields = new LinkedHashMap<>();
    private final FlowPane row = new FlowPane();
    private final Subscription shown;
    private List<Part> parts = List.of();

    /** @param changed called when something was typed or chosen */
    ComponentsArea(Desk desk, PreparationJob job, Runnable changed) {
        this.desk = desk;
        this.job = job;
        this.changed = changed;
        getStyleClass().add("prepare-components");
        row.getStyleClass().add("component-row");
        getChildren().add(row);
        shown = Subscription.combine(
                job.planProperty().subscribe(this::show),
                job.filesProperty().subscribe(files -> show(job.planProperty().get())));
    }

    private void show(Optional<ChosenPlan> chosen) {
        parts = chosen.map(ChosenPlan::plan).map(PreparationJob::parts).orElse(List.of());
        Map<Part, HexField> before = new HashMap<>(fields);
        fields.clear();
        row.getChildren().clear();
        chosen.ifPresent(plan -> parts.forEach(part -> row.getChildren().add(field(part, plan.plan(), before))));
        before.forEach((part, field) -> {
            if (!fields.containsKey(part)) {
                field.clear();
            }
        });
        Shown.set(this, !parts.isEmpty());
        changed.run();
    }

    private VBox field(Part part, CardPlan plan, Map<Part, HexField> before) {
        String name = desk.texts().format("prepare.component", part.key(), part.index());
        Optional<Path> file = Optional.ofNullable(job.filesProperty().get().get(part));
        MenuButton from = new MenuButton(file.map(Path::getFileName)
                .map(String::valueOf)
                .orElseGet(() -> desk.texts().get("prepare.typed")));
        from.setId("component-" + part.key() + "-" + part.index() + "-from");
        from.setAccessibleText(name + ", " + from.getText());
        item(from, "prepare.typed", () -> job.component(part, Optional.empty()));
        item(from, "prepare.file", () -> choose(part, name));
        HBox controls = new HBox(from);
        controls.getStyleClass().add("actions");
        if (file.isEmpty()) {
            int value = 2
                    * Objects.requireNonNull(plan.components().get(part.key()), "a part of this plan")
                            .length();
            HexField typed = before.getOrDefault(
                    part, new HexField(value + KCV_DIGITS, value + value / LetterDigits.GROUP + KCV_DIGITS));
            typed.setId("component-" + part.key() + "-" + part.index());
            typed.setAccessibleText(name);
            typed.setAccessibleHelp(desk.texts().get("prepare.component.help"));
            typed.lengthProperty().subscribe(length -> changed.run());
            HBox.setHgrow(typed, Priority.ALWAYS);
            fields.put(part, typed);
            controls.getChildren().add(typed);
        } else {
            from.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(from, Priority.ALWAYS);
        }
        VBox field = new VBox(new Label(name), controls);
        field.getStyleClass().add("component-field");
        return field;
    }

    private void item(MenuButton button, String key, Runnable action) {
        MenuItem item = new MenuItem(desk.texts().get(key));
        item.setOnAction(pressed -> action.run());
        button.getItems().add(item);
    }

    private void choose(Part part, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(name);
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            job.component(part, Optional.of(file.toPath()));
        }
    }

    /** Whether each component is typed whole, or in a file. */
    boolean complete() {
        return fields.values().stream().allMatch(HexField::isFull);
    }

    /** Whether each is in a file: none has to be typed again. */
    boolean allInFiles() {
        return fields.isEmpty();
    }

    /** What was typed; it is forgotten here. */
    Map<Part, char[]> take() {
        Map<Part, char[]> taken = new HashMap<>();
        fields.forEach((part, field) -> taken.put(part, field.take()));
        return taken;
    }

    /** Forgets what was typed. */
    void clear() {
        fields.values().forEach(HexField::clear);
    }

    void drop() {
        clear();
        shown.unsubscribe();
    }
}
