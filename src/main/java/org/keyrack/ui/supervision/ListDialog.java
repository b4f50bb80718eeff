package org.keyrack.ui.supervision;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Shown;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A list in a dialog, a sentence about the row that is chosen, and what is done with it. What is refused is said in it.
 *
 * @param <R> what a row is
 */
abstract class ListDialog<R> {
    private static final double WIDTH = 920;
    private static final double ROWS = 180;

    private final Desk desk;
    private final String key;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final TableView<R> table = new TableView<>();
    private final Label said = new Label();
    private final Label problem = new Label();
    private final HBox actions = new HBox();
    private final VBox content;

    /**
     * An empty one.
     *
     * @param key prefix of its texts in the bundle, with its dot: {@code title}, {@code hint}, {@code none}
     * @param icon Ikonli's name of its icon
     */
    ListDialog(Desk desk, String key, String icon) {
        this.desk = desk;
        this.key = key;
        String id = key.replace('.', '-');
        dialog.setTitle(desk.texts().get(key + "title"));
        dialog.setHeaderText(dialog.getTitle());
        Questions.dress(dialog, icon);
        table.setId(id + "table");
        table.setAccessibleText(dialog.getTitle());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPrefHeight(ROWS);
        table.setMinHeight(ROWS);
        Label nothing = wrapped(new Label(desk.texts().get(key + "none")));
        nothing.getStyleClass().add("muted");
        table.setPlaceholder(nothing);
        table.getSelectionModel().selectedItemProperty().subscribe((before, row) -> choose());
        Label hint = wrapped(new Label(desk.texts().get(key + "hint")));
        said.setId(id + "said");
        wrapped(said);
        problem.setId(id + "problem");
        problem.setGraphic(new FontIcon("mdi2a-alert-octagon"));
        wrapped(problem).getStyleClass().add("problem");
        Shown.set(problem, false);
        actions.getStyleClass().add("actions");
        VBox.setVgrow(table, Priority.ALWAYS);
        content = new VBox(hint, table, said, problem, actions);
        content.getStyleClass().addAll("dialog-fields", "care-page");
        content.setPrefWidth(WIDTH);
        DialogPane pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(new ButtonType(desk.texts().get("labels.close"), ButtonData.CANCEL_CLOSE));
        pane.lookupButton(pane.getButtonTypes().get(0)).setId(id + "leave");
        pane.getStyleClass().add("page-dialog");
        pane.setContent(content);
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    final Desk desk() {
        return desk;
    }

    final void column(String name, double width, Function<R, String> text) {
        TableColumn<R, String> column = new TableColumn<>(desk.texts().get(key + name));
        column.setPrefWidth(width);
        Columns.text(column, text);
        table.getColumns().add(column);
    }

    /** Adds a button under the list; it is there as long as what it does can be done. */
    final Button button(String name, Runnable action) {
        Button button = new Button(desk.texts().get(key + name));
        button.setId(key.replace('.', '-') + name);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(pressed -> {
            say("");
            action.run();
        });
        actions.getChildren().add(button);
        return button;
    }

    /** Adds a line of fields above the buttons. */
    final void add(Node fields) {
        content.getChildren().add(content.getChildren().size() - 1, fields);
    }

    /** A sentence about a row. */
    abstract String sentence(R row);

    /** Shows which buttons can be pressed for the row that is chosen. */
    abstract void allow(Optional<R> row);

    final Optional<R> chosen() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
    }

    private void choose() {
        said.setText(chosen().map(this::sentence).orElse(""));
        allow(chosen());
        resized();
    }

    /** A sentence that has more lines than the one before makes the dialog higher, and takes nothing from the list. */
    private void resized() {
        if (content.getScene() != null && content.getScene().getWindow() != null) {
            // How high a text is, is known once its width is.
            content.getScene().getRoot().applyCss();
            content.getScene().getRoot().layout();
            content.getScene().getWindow().sizeToScene();
        }
    }

    /** Shows these rows; the first is chosen. */
    final void show(List<R> rows) {
        table.getItems().setAll(rows);
        table.getSelectionModel().selectFirst();
        choose();
    }

    /** Says why something was not done; nothing while it can be. */
    final void say(String sentence) {
        problem.setText(sentence);
        Shown.set(problem, !sentence.isEmpty());
        resized();
        if (!sentence.isEmpty()) {
            desk.notices().announce(sentence);
        }
    }

    final void failed(Exception failure) {
        say(desk.causes().sentence(failure));
    }

    /** Opens it; returns at once. */
    public void show() {
        dialog.setOnShown(shown -> table.requestFocus());
        dialog.setOnHidden(hidden -> left());
        refresh();
        dialog.show();
    }

    final boolean isOpen() {
        return dialog.isShowing();
    }

    /** It was left. */
    void left() {}

    /** Reads the rows, in the background. */
    abstract void refresh();
}
