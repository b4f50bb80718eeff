package org.keyrack.ui.prepare;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.ModulePlan;
import org.keyrack.prepare.PlanPrice;
import org.keyrack.prepare.SerialRule;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.PreparationJob.ChosenPlan;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chooses the plan file, by dialog or drag and drop, and says what it makes of a card. */
final class PlanArea extends VBox {
    private final Desk desk;
    private final PrepareModel model;
    private final Button choose = new Button();
    private final HBox row = new HBox();
    private final Label summary = new Label();
    private final VBox prices = new VBox();
    private final Subscription shown;

    PlanArea(Desk desk, PrepareModel model) {
        this.desk = desk;
        this.model = model;
        getStyleClass().add("prepare-plan");
        choose.setId("prepare-plan");
        choose.setGraphic(new FontIcon("mdi2f-file-document-outline"));
        choose.setMaxWidth(Double.MAX_VALUE);
        choose.setOnAction(pressed -> choose());
        Label label = new Label(desk.texts().get("prepare.plan"));
        label.setLabelFor(choose);
        VBox field = new VBox(label, choose);
        field.getStyleClass().add("field");
        summary.setId("prepare-summary");
        summary.setWrapText(true);
        summary.setMinHeight(Region.USE_PREF_SIZE);
        summary.getStyleClass().add("prepare-summary");
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getStyleClass().add("fields");
        row.getChildren().add(field);
        prices.setId("prepare-prices");
        prices.getStyleClass().add("prepare-prices");
        getChildren().setAll(row, summary, prices);
        shown = model.job().planProperty().subscribe(this::show);
        setOnDragOver(drag -> {
            if (drag.getDragboard().hasFiles()) {
                drag.acceptTransferModes(TransferMode.COPY);
                drag.consume();
            }
        });
        setOnDragDropped(drag -> {
            drag.getDragboard().getFiles().stream()
                    .findFirst()
                    .map(File::toPath)
                    .ifPresent(model::openPlan);
            drag.setDropCompleted(drag.getDragboard().hasFiles());
            drag.consume();
        });
    }

    /** Puts another field beside the plan. */
    void beside(Region field) {
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getChildren().add(field);
    }

    Button button() {
        return choose;
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("prepare.plan"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("prepare.plan.files"), "*.yaml", "*.yml"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            model.openPlan(file.toPath());
        }
    }

    private void show(Optional<ChosenPlan> chosen) {
        choose.setText(chosen.map(ChosenPlan::file)
                .map(Path::getFileName)
                .map(String::valueOf)
                .orElseGet(() -> desk.texts().get("prepare.file")));
        choose.setAccessibleText(desk.texts().get("prepare.plan") + ", " + choose.getText());
        summary.setText(chosen.map(ChosenPlan::plan)
                .map(this::sentence)
                .orElseGet(() ->
                        desk.texts().get("prepare.plan.none." + model.job().role())));
        prices.getChildren()
                .setAll(chosen.map(ChosenPlan::plan).stream()
                        .filter(AsPlan.class::isInstance)
                        .flatMap(plan -> ((AsPlan) plan).prices().stream())
                        .map(PlanArea::price)
                        .toList());
        Shown.set(prices, !prices.getChildren().isEmpty());
    }

    private static Label price(PlanPrice price) {
        Label label = new Label(price.sentence(), new FontIcon("mdi2i-information-outline"));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private String sentence(CardPlan plan) {
        if (plan instanceof AsPlan as) {
            return desk.texts()
                    .format(
                            "prepare.plan.as",
                            as.name(),
                            as.asId().hex().toUpperCase(Locale.ROOT),
                            as.transportKeys().size(),
                            as.keys().size(),
                            as.state().name());
        }
        ModulePlan modules = (ModulePlan) plan;
        return desk.texts()
                .format(
                        "prepare.plan.modules",
                        modules.name(),
                        modules.locations().size(),
                        modules.transportKey().version(),
                        serials(modules.serials()));
    }

    private String serials(SerialRule rule) {
        if (rule instanceof SerialRule.Listed list) {
            return desk.texts().format("prepare.serials.list", list.serials().size());
        }
        if (rule instanceof SerialRule.Counter counter) {
            return desk.texts()
                    .format("prepare.serials.counter", counter.prefix().toUpperCase(Locale.ROOT));
        }
        SerialRule.Between between = (SerialRule.Between) rule;
        return desk.texts()
                .format(
                        "prepare.serials.between",
                        between.lowest().grouped(),
                        between.highest().grouped());
    }

    void drop() {
        shown.unsubscribe();
    }
}
