package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.kit.Notices.Notice;

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

    @Test
    void aSentenceThatNeedsTwoLinesIsShownWhole() throws Exception {
        String sentence = "Slot 7: the module came in while the batch was in work and is not of its plan. "
                + "Nothing was loaded into it: load it with the next batch, or set it aside.";
        try (OpenWindow window = OpenWindow.open(folder, settings -> {})) {
            NotificationPane pane = window.find("notices", NotificationPane.class);
            OpenWindow.fx(() -> {
                window.stage().setWidth(1000);
                window.stage().setHeight(600);
                window.desk().notices().error("Short.");
                window.desk().notices().error(sentence);
                return true;
            });
            OpenWindow.until(() -> pane.isShowing()
                    && pane.lookup(".notification-bar .label") instanceof Label words
                    && words.lookup(".text") instanceof Text drawn
                    && drawn.getText().equals(sentence)
                    && words.getHeight() >= 30);
        }
    }

    @Test
    void whatWasToldOfABatchGoesWithTheNext() throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, settings -> {})) {
            List<String> left = OpenWindow.fx(() -> {
                window.desk().notices().error("The ledger is an old copy.");
                window.desk().notices().errorOfBatch("Slot 7: not of the plan.");
                window.desk().notices().batchIsOver();
                return window.desk().notices().shown().stream()
                        .map(Notice::text)
                        .toList();
            });
            assertEquals(List.of("The ledger is an old copy."), left);
        }
    }
}
