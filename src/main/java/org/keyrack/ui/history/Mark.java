package org.keyrack.ui.history;

import java.util.Optional;
import javafx.scene.control.IndexedCell;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.KeyRecord;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * How something stands: icon, word and colour together.
 *
 * @param icon Ikonli's name
 * @param style the style class that colours the icon
 * @param key the word's key in the bundle
 */
record Mark(String icon, String style, String key) {
    private static final String DONE = "mdi2c-check-bold";
    private static final String FAILED = "mdi2a-alert-octagon";
    private static final String UNKNOWN = "mdi2h-help-rhombus";
    private static final String WORK = "mdi2k-key-arrow-right";
    private static final String BROKEN = "mdi2f-flash-alert-outline";
    private static final String STOPPED = "mdi2s-stop-circle-outline";

    static Mark of(BatchSummary batch) {
        return switch (batch.state()) {
            case RUNNING -> new Mark(WORK, "mark-work", "history.state.running");
            case INTERRUPTED -> new Mark(BROKEN, "mark-unknown", "history.state.interrupted");
            case ENDED -> ended(batch);
        };
    }

    /** Shows icon and word in a cell; empties it when there is nothing to mark. */
    static void dress(IndexedCell<?> cell, FontIcon icon, Optional<Mark> mark, String word) {
        cell.getStyleClass().removeIf(style -> style.startsWith("mark-"));
        mark.ifPresent(shown -> {
            icon.setIconLiteral(shown.icon());
            cell.getStyleClass().add(shown.style());
        });
        cell.setText(mark.isPresent() ? word : "");
        cell.setGraphic(mark.isPresent() ? icon : null);
    }

    private static Mark ended(BatchSummary batch) {
        if (!batch.finished()) {
            return new Mark(STOPPED, "mark-failed", "history.state.stopped");
        }
        return batch.counts().modules().notPassed() == 0
                ? new Mark(DONE, "mark-done", "history.state.complete")
                : new Mark(FAILED, "mark-failed", "history.state.failures");
    }

    static Mark of(HistoryRow row) {
        return row instanceof HistoryRow.Key of
                ? of(of.key())
                : of(row.visit().unit().state());
    }

    static Mark of(ModuleClass state) {
        return switch (state) {
            case DONE -> new Mark(DONE, "mark-done", "history.unit.DONE");
            case FAILED -> new Mark(FAILED, "mark-failed", "history.unit.FAILED");
            case UNKNOWN -> new Mark(UNKNOWN, "mark-unknown", "history.unit.UNKNOWN");
            case IN_WORK -> new Mark(WORK, "mark-work", "history.unit.IN_WORK");
            case STOPPED -> new Mark(STOPPED, "mark-work", "history.unit.STOPPED");
            case SET_ASIDE -> new Mark(STOPPED, "mark-unknown", "history.unit.SET_ASIDE");
            case MISSING -> new Mark(FAILED, "mark-failed", "history.unit.MISSING");
            case REFUSED -> new Mark(FAILED, "mark-failed", "history.unit.REFUSED");
            case NOTHING_NEEDED -> new Mark(DONE, "mark-done", "history.unit.NOTHING_NEEDED");
        };
    }

    private static String loaded(KeyRecord key) {
        if (key.audited().isPresent()) {
            return "history.key.audited";
        }
        return key.settled() ? "history.key.settled" : "history.key.LOADED";
    }

    static Mark of(KeyRecord key) {
        return switch (key.state()) {
            case LOADED ->
                key.refused()
                        ? new Mark(FAILED, "mark-failed", "history.key.notGenuine")
                        : new Mark(DONE, "mark-done", loaded(key));
            case NOT_LOADED -> new Mark(FAILED, "mark-failed", "history.key.NOT_LOADED");
            case UNKNOWN -> new Mark(UNKNOWN, "mark-unknown", "history.key.UNKNOWN");
            case IN_WORK -> new Mark(WORK, "mark-work", "history.key.IN_WORK");
        };
    }
}
