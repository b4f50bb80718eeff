package org.keyrack.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Notices.Kind;
import org.keyrack.ui.kit.Notices.Notice;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows one notice at a time over the page, the newest first: icon, words, what can be done, a way to close it. */
final class NoticeBar {
    private final Desk desk;
    private final NotificationPane pane;
    private Optional<Notice> shown = Optional.empty();

    private NoticeBar(Desk desk, NotificationPane pane) {
        this.desk = desk;
        this.pane = pane;
    }

    private void listen() {
        pane.setShowFromTop(true);
        desk.notices().shown().addListener((ListChangeListener<Notice>) change -> show());
        // Its own close button hides it: then the one before comes back.
        pane.setOnHidden(hidden -> {
            if (!pane.isShowing()) {
                shown.ifPresent(desk.notices().shown()::remove);
            }
        });
    }

    /** Shows what the desk tells in a pane, as long as the window is open. */
    static void follow(Desk desk, NotificationPane pane) {
        new NoticeBar(desk, pane).listen();
    }

    private void show() {
        ObservableList<Notice> all = desk.notices().shown();
        Optional<Notice> newest = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        if (newest.equals(shown)) {
            return;
        }
        shown = newest;
        newest.ifPresentOrElse(this::show, pane::hide);
    }

    private void show(Notice notice) {
        pane.getStyleClass().removeAll(List.of("info", "warning", "error"));
        pane.getStyleClass().add(style(notice.kind()));
        FontIcon icon = new FontIcon(
                switch (notice.kind()) {
                    case INFO -> "mdi2i-information-outline";
                    case WARNING -> "mdi2a-alert-outline";
                    case ERROR -> "mdi2a-alert-octagon-outline";
                });
        pane.setGraphic(icon);
        pane.setText(notice.text());
        pane.getActions().setAll(notice.file().map(this::actions).orElse(List.of()));
        if (!pane.isShowing()) {
            pane.show();
        }
        Optional.ofNullable(pane.lookup(".close-button"))
                .ifPresent(close -> close.setAccessibleText(desk.texts().get("notice.close")));
        if (pane.lookup(".notification-bar .label") instanceof Label words
                && !words.prefHeightProperty().isBound()) {
            words.prefHeightProperty().bind(wrappedHeight(words));
        }
    }

    /** The bar asks for the height of its words without their width, and would cut what needs two lines. */
    private static ObservableValue<Double> wrappedHeight(Label words) {
        return Bindings.createObjectBinding(
                () -> {
                    Text measured = new Text(words.getText());
                    measured.setFont(words.getFont());
                    measured.setWrappingWidth(words.getWidth());
                    return Math.ceil(measured.getLayoutBounds().getHeight());
                },
                words.textProperty(),
                words.fontProperty(),
                words.widthProperty());
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case INFO -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    private List<Action> actions(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return List.of(
                new Action(desk.texts().get("notice.open"), pressed -> desk.open(file)),
                new Action(desk.texts().get("notice.folder"), pressed -> desk.open(folder)));
    }
}
