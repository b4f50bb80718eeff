package org.keyrack.ui.kit;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;

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
}
