package org.keyrack.ui.shell;

import atlantafx.base.controls.Message;
import atlantafx.base.theme.Styles;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Notices.Notice;
import org.kordamp.ikonli.javafx.FontIcon;

/** A notice as it is shown over the step: icon, words, a way to close it. */
final class NoticeView {
    private NoticeView() {}

    static Node of(Desk desk, Notice notice) {
        FontIcon icon = new FontIcon(
                switch (notice.kind()) {
                    case INFO -> "mdi2i-information-outline";
                    case WARNING -> "mdi2a-alert-outline";
                    case ERROR -> "mdi2a-alert-octagon-outline";
                });
        Message view = new Message(null, notice.text(), icon);
        view.getStyleClass().add("notice");
        view.getStyleClass()
                .add(
                        switch (notice.kind()) {
                            case INFO -> Styles.ACCENT;
                            case WARNING -> Styles.WARNING;
                            case ERROR -> Styles.DANGER;
                        });
        view.setAccessibleRole(AccessibleRole.TEXT);
        view.setAccessibleText(notice.text());
        view.setOnClose(closed -> desk.notices().shown().remove(notice));
        return view;
    }
}
