package org.keyrack.ui.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.unit.EiUnit;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says which modules are meant to be in the rack: what a resumed batch left, and how the rack compares with a list. */
public final class ScopeArea extends VBox {
    private final Desk desk;
    private final RackScope scope;
    private final Supplier<List<SerialNumber>> seen;
    private final Label order = label("scope-order");
    private final Label resumed = label("scope-resumed");
    private final Label expected = label("scope-expected");
    private final FontIcon expectedIcon = new FontIcon();
    private final HBox orderRow;
    private final HBox resumedRow;
    private final HBox expectedRow;

    private ScopeArea(Desk desk, Supplier<List<SerialNumber>> seen) {
        this.desk = desk;
        this.seen = seen;
        this.scope = new RackScope(desk);
        Button whole = button("resume.end", "scope-resume-end");
        whole.setOnAction(pressed -> desk.job().resumedProperty().set(Optional.empty()));
        Button names = button("expected.names", "scope-expected-names");
        names.setOnAction(pressed -> showNames());
        Button forget = button("expected.forget", "scope-expected-forget");
        forget.setOnAction(pressed -> desk.job().expectedProperty().set(Optional.empty()));
        Button leave = button("order.leave", "scope-order-end");
        leave.setOnAction(pressed -> leaveOrder());
        orderRow = row(new FontIcon("mdi2c-clipboard-text-outline"), order, leave);
        resumedRow = row(new FontIcon("mdi2h-history"), resumed, whole);
        expectedRow = row(expectedIcon, expected, names, forget);
        getStyleClass().add("scope-area");
        getChildren().setAll(orderRow, resumedRow, expectedRow);
        // The place that a step keeps for it takes no room while there is nothing to say.
        parentProperty().subscribe(place -> {
            if (place != null) {
                place.managedProperty().bind(managedProperty());
            }
        });
        refresh();
    }

    /** For the rack as it is now. */
    public static ScopeArea ofRack(Desk desk) {
        return new ScopeArea(
                desk,
                () -> desk.bench().view().eiUnits().stream().map(EiUnit::sn).toList());
    }

    /** For modules of a batch. */
    public static ScopeArea of(Desk desk, Supplier<List<SerialNumber>> seen) {
        return new ScopeArea(desk, seen);
    }

    private static Label label(String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    private Button button(String key, String id) {
        Button button = new Button(desk.texts().get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(nodes);
        row.getStyleClass().add("ask");
        return row;
    }

    /** Shows how it is now. */
    public void refresh() {
        Collection<SerialNumber> here = seen.get();
        Optional<String> ordered = scope.order();
        order.setText(ordered.orElse(""));
        Shown.set(orderRow, ordered.isPresent());
        Optional<String> left = scope.resumed();
        Optional<String> compared = scope.expected(here, RackScope.NAMED);
        resumed.setText(left.orElse(""));
        Shown.set(resumedRow, left.isPresent());
        expected.setText(compared.orElse(""));
        Shown.set(expectedRow, compared.isPresent());
        boolean differs = scope.differs(here);
        expectedIcon.setIconLiteral(differs ? "mdi2a-alert-outline" : "mdi2c-check-bold");
        expectedRow.getStyleClass().removeAll("pause-area", "ask");
        expectedRow.getStyleClass().add(differs ? "pause-area" : "ask");
        Shown.set(this, ordered.isPresent() || left.isPresent() || compared.isPresent());
    }

    private void leaveOrder() {
        if (desk.job().running()) {
            desk.notices().warn("review.running");
        } else {
            desk.job().orderProperty().set(Optional.empty());
        }
    }

    /** Every missing and unexpected module, to be read and copied. */
    private void showNames() {
        TextArea names =
                new TextArea(scope.expected(seen.get(), Integer.MAX_VALUE).orElse(""));
        names.setId("scope-names");
        names.setEditable(false);
        names.setWrapText(true);
        names.setAccessibleText(desk.texts().get("expected.names.title"));
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.setTitle(desk.texts().get("expected.names.title"));
        dialog.getDialogPane().setContent(names);
        dialog.getDialogPane()
                .getButtonTypes()
                .setAll(new ButtonType(desk.texts().get("labels.close"), ButtonData.CANCEL_CLOSE));
        dialog.initOwner(getScene().getWindow());
        dialog.setResizable(true);
        dialog.show();
    }
}
