package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;

/** Notices are shown one at a time, and a file that was written can be opened from its notice. */
@Tag("window")
class NoticeBarTest {
    @TempDir
    Path folder;

    @Test
    void oneNoticeIsShownAndTheOneBeforeComesBackWhenItIsClosed() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            NotificationPane pane = window.find("notices", NotificationPane.class);
            OpenWindow.fx(() -> {
                window.desk().notices().error("The first one.");
                window.desk().notices().error("The second one.");
                return true;
            });
            OpenWindow.until(() -> pane.isShowing() && pane.getText().equals("The second one."));
            OpenWindow.fx(() -> {
                pane.hide();
                return true;
            });
            OpenWindow.until(() -> pane.isShowing() && pane.getText().equals("The first one."));
            OpenWindow.fx(() -> {
                pane.hide();
                return true;
            });
            OpenWindow.until(() -> window.desk().notices().shown().isEmpty() && !pane.isShowing());
        }
    }

    @Test
    void aReportThatWasWrittenIsOpenedFromItsNotice() throws Exception {
        List<String> opened = new ArrayList<>();
        Path report = folder.resolve("report of batch é.pdf");
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            NotificationPane pane = window.find("notices", NotificationPane.class);
            OpenWindow.fx(() -> {
                window.desk().documents(opened::add);
                window.desk().notices().written("reports.written", report);
                return true;
            });
            OpenWindow.until(pane::isShowing);
            List<Action> actions = OpenWindow.fx(() -> List.copyOf(pane.getActions()));
            assertEquals(
                    List.of("Open", "Show in folder"),
                    actions.stream().map(Action::getText).toList());
            OpenWindow.fx(() -> {
                actions.forEach(action -> action.handle(null));
                return true;
            });
            assertEquals(List.of(report.toUri().toString(), folder.toUri().toString()), opened);
            assertTrue(opened.get(0).contains("%C3%A9"), opened.get(0));
        }
    }
}
