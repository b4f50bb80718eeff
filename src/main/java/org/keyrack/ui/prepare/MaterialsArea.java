package org.keyrack.ui.prepare;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.Materials;

/** Chooses the issuer's keys, the keys that cards get, and the CAP file. */
public final class MaterialsArea extends HBox {
    private final Desk desk;
    private final Materials materials;
    private Subscription shown = Subscription.EMPTY;

    public MaterialsArea(Desk desk) {
        this.desk = desk;
        this.materials = desk.job().materials();
        getStyleClass().add("fields");
        MenuButton issuer = choice("issuer");
        MenuButton fresh = choice("fresh");
        MenuButton cap = choice("cap");
        item(issuer, "prepare.issuer.default", () -> materials.issuerProperty().set(Optional.empty()));
        item(issuer, "prepare.file", () -> keyFile("issuer", materials.issuerProperty()));
        item(fresh, "prepare.fresh.none", () -> materials.freshProperty().set(Optional.empty()));
        item(fresh, "prepare.file", () -> keyFile("fresh", materials.freshProperty()));
        item(cap, "prepare.cap.none", () -> materials.capProperty().set(Optional.empty()));
        item(cap, "prepare.file", this::capFile);
        shown = Subscription.combine(
                materials.issuerProperty().subscribe(file -> named(issuer, "issuer", file, "prepare.issuer.default")),
                materials.freshProperty().subscribe(file -> named(fresh, "fresh", file, "prepare.fresh.none")),
                materials
                        .capProperty()
                        .subscribe(chosen ->
                                named(cap, "cap", chosen.map(Materials.ChosenCap::file), "prepare.cap.none")));
    }

    private MenuButton choice(String name) {
        MenuButton button = new MenuButton();
        button.setId("material-" + name);
        button.setMaxWidth(Double.MAX_VALUE);
        Label label = new Label(desk.texts().get("prepare." + name));
        label.setLabelFor(button);
        VBox field = new VBox(label, button);
        field.getStyleClass().add("field");
        HBox.setHgrow(field, Priority.ALWAYS);
        getChildren().add(field);
        return button;
    }

    private void item(MenuButton button, String key, Runnable action) {
        MenuItem item = new MenuItem(desk.texts().get(key));
        item.setOnAction(pressed -> action.run());
        button.getItems().add(item);
    }

    private void named(MenuButton button, String name, Optional<Path> file, String none) {
        String text = file.map(Path::getFileName)
                .map(String::valueOf)
                .orElseGet(() -> desk.texts().get(none));
        button.setText(text);
        button.setAccessibleText(desk.texts().get("prepare." + name) + ", " + text);
    }

    private void keyFile(String name, ObjectProperty<Optional<Path>> chosen) {
        choose("prepare." + name, List.of(), file -> chosen.set(Optional.of(file)));
    }

    private void capFile() {
        choose("prepare.cap", List.of("*.cap"), file -> new CapOpening(desk).open(file));
    }

    private void choose(String title, List<String> patterns, Consumer<Path> taken) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get(title));
        if (!patterns.isEmpty()) {
            chooser.getExtensionFilters()
                    .add(new FileChooser.ExtensionFilter(desk.texts().get("prepare.cap.files"), patterns));
        }
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            taken.accept(file.toPath());
        }
    }

    /** Follows what is chosen no more. */
    public void drop() {
        shown.unsubscribe();
    }
}
