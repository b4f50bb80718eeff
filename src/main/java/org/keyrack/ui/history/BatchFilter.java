package org.keyrack.ui.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import org.controlsfx.control.textfield.TextFields;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ui.kit.Texts;

/** The batches that were read, and a field that shows those of them that have a word in one of their columns. */
final class BatchFilter {
    private final ObservableList<BatchSummary> read = FXCollections.observableArrayList();
    private final FilteredList<BatchSummary> filtered = new FilteredList<>(read);
    private final TableView<BatchSummary> table;
    private final Texts texts;

    /** @param area gets the field */
    BatchFilter(TableView<BatchSummary> table, Pane area, Texts texts) {
        this.table = table;
        this.texts = texts;
        table.setItems(filtered);
        TextField filter = TextFields.createClearableTextField();
        filter.setId("history-filter");
        filter.setPromptText(texts.get("history.filter"));
        filter.setAccessibleText(texts.get("history.filter"));
        area.getChildren().setAll(filter);
        filter.textProperty().subscribe(text -> {
            String wanted = Optional.ofNullable(text).orElse("").strip().toLowerCase(texts.locale());
            filtered.setPredicate(batch -> wanted.isEmpty() || words(batch).contains(wanted));
            select(0);
        });
    }

    private String words(BatchSummary batch) {
        return table.getColumns().stream()
                .map(column ->
                        String.valueOf(column.getCellObservableValue(batch).getValue()))
                .collect(Collectors.joining(" "))
                .toLowerCase(texts.locale());
    }

    /** Shows what was read now; the row at this place stays chosen. */
    void show(List<BatchSummary> now) {
        int at = table.getSelectionModel().getSelectedIndex();
        read.setAll(now);
        select(at);
    }

    private void select(int at) {
        if (!filtered.isEmpty()) {
            table.getSelectionModel().select(Math.max(0, Math.min(at, filtered.size() - 1)));
        }
    }
}
