package org.keyrack.ui.history;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** A table of modules that open to show their keys. */
final class HistoryTree {
    private final TreeTableView<HistoryRow> table;
    private final HistoryWords words;
    private final Texts texts;

    HistoryTree(TreeTableView<HistoryRow> table, HistoryWords words, Texts texts) {
        this.table = table;
        this.words = words;
        this.texts = texts;
        table.setShowRoot(false);
        table.setRoot(new TreeItem<>());
        table.getStyleClass().add("history-tree");
        table.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    /** A column; its width is the least that its texts need. */
    enum Column {
        NAME(168),
        BATCH(48),
        SLOT(50),
        RESULT(118),
        VERSION(68),
        KCV(60),
        TIME(92),
        /** The time of day alone, where the day is known. */
        CLOCK(100),
        OPERATOR(74),
        AS(74);

        private final int width;

        Column(int width) {
            this.width = width;
        }
    }

    /** Shows these columns. */
    void columns(List<Column> columns) {
        columns.forEach(column -> table.getColumns().add(column(column)));
    }

    private TreeTableColumn<HistoryRow, String> column(Column column) {
        TreeTableColumn<HistoryRow, String> made = new TreeTableColumn<>(texts.get("history.column." + column));
        made.setPrefWidth(column.width);
        made.setMinWidth(column.width * 0.9);
        made.setReorderable(false);
        made.setSortable(false);
        made.setCellValueFactory(row ->
                new ReadOnlyStringWrapper(words.cell(column, row.getValue().getValue())).getReadOnlyProperty());
        if (column == Column.RESULT) {
            made.setCellFactory(each -> new ResultCell());
        } else if (column == Column.KCV || column == Column.AS || column == Column.NAME) {
            made.getStyleClass().add("mono-column");
        }
        return made;
    }

    /** Shows modules with their keys. */
    void show(List<ModuleVisit> visits, boolean openAll) {
        table.getRoot()
                .getChildren()
                .setAll(visits.stream().map(visit -> module(visit, openAll)).toList());
        if (!visits.isEmpty()) {
            table.getSelectionModel().select(0);
        }
    }

    private static TreeItem<HistoryRow> module(ModuleVisit visit, boolean open) {
        TreeItem<HistoryRow> item = new TreeItem<>(new HistoryRow.Module(visit));
        visit.unit().keys().forEach(key -> item.getChildren().add(new TreeItem<>(new HistoryRow.Key(visit, key))));
        item.setExpanded(open || !visit.unit().passed());
        return item;
    }

    /** How a module or a key stands: icon and word. */
    private static final class ResultCell extends TreeTableCell<HistoryRow, String> {
        private final FontIcon icon = new FontIcon();

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            Optional<HistoryRow> row = empty || getTableRow() == null
                    ? Optional.empty()
                    : Optional.ofNullable(getTableRow().getItem());
            Mark.dress(this, icon, row.map(Mark::of), text);
        }
    }
}
