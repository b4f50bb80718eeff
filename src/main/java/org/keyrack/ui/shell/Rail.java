package org.keyrack.ui.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Navigator;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepName.Part;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The rail on the left: one row for each step of the part that is worked on, with its state as an icon and in words; the way
 * to the other part; pages beside the steps below.
 */
final class Rail {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass CLOSED = PseudoClass.getPseudoClass("closed");
    private static final PseudoClass FINISHED = PseudoClass.getPseudoClass("finished");

    /** Between the wizard and the pages beside it, in pixels. */
    private static final double LEAST_SPACE = 12;

    private final Desk desk;
    private final Map<StepName, Button> rows = new EnumMap<>(StepName.class);
    private final Map<Part, Button> parts = new EnumMap<>(Part.class);
    private final Map<StepName, Row> shown = new EnumMap<>(StepName.class);

    Rail(Desk desk) {
        this.desk = desk;
    }

    /** Fills the rail, once. */
    void fill(VBox rail) {
        Navigator navigator = desk.navigator();
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        space.setMinHeight(LEAST_SPACE);
        rail.getChildren().add(part(Part.WIZARD));
        for (Part part : List.of(Part.WIZARD, Part.PREPARATION)) {
            steps(part).forEach(step -> rail.getChildren().add(followed(step)));
        }
        rail.getChildren().addAll(part(Part.PREPARATION), space);
        steps(Part.PAGE).forEach(step -> rail.getChildren().add(followed(step)));
        navigator.currentProperty().subscribe(() -> rows.keySet().forEach(this::refresh));
        desk.texts().localeProperty().subscribe(() -> {
            rows.keySet().forEach(this::refresh);
            parts.forEach((part, row) -> name(row, part));
        });
        navigator.partProperty().subscribe(this::show);
    }

    private List<StepName> steps(Part part) {
        return desk.navigator().steps().stream()
                .filter(step -> step.part() == part && step.inRail())
                .toList();
    }

    private Button followed(StepName step) {
        Button row = row(step);
        rows.put(step, row);
        desk.navigator().closed(step).subscribe(() -> refresh(step));
        desk.navigator().finished(step).subscribe(() -> refresh(step));
        refresh(step);
        return row;
    }

    /** The way to the steps of a part, as long as another one is shown. */
    private Button part(Part part) {
        Button row = new Button();
        row.setId("rail-" + part.name().toLowerCase(Locale.ROOT));
        row.getStyleClass().add("rail-row");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setGraphic(new FontIcon(part == Part.WIZARD ? "mdi2k-key-arrow-right" : "mdi2c-card-plus-outline"));
        row.setOnAction(pressed -> desk.navigator().go(part));
        name(row, part);
        parts.put(part, row);
        return row;
    }

    private void name(Button row, Part part) {
        row.setText(desk.texts().get("rail.part." + part));
        row.setAccessibleText(desk.texts()
                .format("rail.accessible", row.getText(), desk.texts().get("rail.open")));
    }

    private void show(Part now) {
        parts.forEach((part, row) -> Shown.set(row, part != now));
        rows.forEach((step, row) -> Shown.set(row, step.part() == now || step.part() == Part.PAGE));
    }

    private Button row(StepName step) {
        Button row = new Button();
        row.setId("rail-" + step.key());
        row.getStyleClass().add("rail-row");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setContentDisplay(ContentDisplay.LEFT);
        row.setGraphic(new FontIcon(step.icon()));
        row.setOnAction(pressed -> desk.navigator().go(step));
        return row;
    }

    private void refresh(StepName step) {
        Button row = Objects.requireNonNull(rows.get(step));
        Texts texts = desk.texts();
        boolean current = desk.navigator().currentProperty().get() == step;
        String why = desk.navigator().closed(step).getValue();
        boolean closed = !why.isEmpty();
        boolean finished = desk.navigator().finished(step).getValue() && !closed;
        // A run changes what steps depend on many times a second, and hardly ever the rail.
        Row now = new Row(texts.locale(), current, why, finished);
        if (now.equals(shown.put(step, now))) {
            return;
        }
        row.setText(texts.get(step.key() + ".rail"));
        row.pseudoClassStateChanged(CURRENT, current);
        row.pseudoClassStateChanged(CLOSED, closed);
        row.pseudoClassStateChanged(FINISHED, finished && !current);
        String icon = closed ? "mdi2l-lock-outline" : finished && !current ? "mdi2c-check-circle" : step.icon();
        ((FontIcon) row.getGraphic()).setIconLiteral(icon);
        String state =
                texts.get(closed ? "rail.closed" : current ? "rail.current" : finished ? "rail.finished" : "rail.open");
        row.setAccessibleText(texts.format("rail.accessible", row.getText(), state));
        row.setAccessibleHelp(closed ? texts.get(why) : null);
        row.setTooltip(closed ? new Tooltip(texts.get(why)) : null);
    }

    /** What a row shows. */
    private record Row(Locale locale, boolean current, String why, boolean finished) {}
}
