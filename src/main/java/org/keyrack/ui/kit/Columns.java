package org.keyrack.ui.kit;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What the columns of a table show. */
public final class Columns {
    private Columns() {}

    /** Shows a text of each row. */
    public static <R> void text(TableColumn<R, String> column, Function<R, String> text) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())).getReadOnlyProperty());
        column.setReorderable(false);
        column.setSortable(false);
    }

    /** Shows a text in the monospaced face, for numbers that are compared digit by digit. */
    public static <R> void mono(TableColumn<R, String> column, Function<R, String> text) {
        text(column, text);
        column.getStyleClass().add("mono-column");
    }

    /** Shows a text whole, on as many lines as the column's width asks for. */
    public static <T> void wrapped(TableColumn<T, String> column, Function<T, String> text) {
        text(column, text);
        column.setCellFactory(shown -> new WrappedCell<>());
    }

    /** The text of a cell that wraps does not raise its row; a node in it does. */
    private static final class WrappedCell<T> extends TableCell<T, String> {
        private static final double PADDING = 16;

        private final Text words = new Text();

        WrappedCell() {
            words.getStyleClass().add("wrapped-text");
            words.wrappingWidthProperty().bind(widthProperty().subtract(PADDING));
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            words.setText(empty ? "" : item);
            setGraphic(empty ? null : words);
            setAccessibleText(item);
        }
    }
}
