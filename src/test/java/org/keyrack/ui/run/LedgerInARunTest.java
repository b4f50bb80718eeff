package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.ui.FullLedger;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.kit.Notices.Notice;

/** What a run does without its ledger, and what the window says after the program was ended in the middle of one. */
@Tag("window")
class LedgerInARunTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String SLOW = "{ initiate: 20, export: 400, import: 100 }";

    @TempDir
    Path folder;

    @Test
    void theRunPausesBeforeTheNextExportSaysSoAndGoesOnByItself() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        try (RackWindow rack =
                RackWindow.over(folder, RackWindow.rack(4, SLOW, "[]"), ledger -> FullLedger.of(ledger, full))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() >= 2);
            full.set(true);
            OpenWindow.until(() -> rack.board().pauses().contains(PauseReason.LEDGER_UNAVAILABLE));
            Label why = rack.window().find("run-attention-sentence", Label.class);
            OpenWindow.until(() -> why.isVisible()
                    && why.getText().startsWith("The ledger cannot be written, so no key is loaded. Free disk space"));
            int exports = exports(rack);
            // Two turns of the run's own retry: still nothing leaves the AS.
            OpenWindow.frames(90);
            assertEquals(exports, exports(rack));
            assertTrue(OpenWindow.fx(() -> rack.board().running()));
            full.set(false);
            rack.awaitEnd();
            assertEquals(4, rack.count(ModuleClass.DONE));
            assertEquals(8, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }

    private static int exports(RackWindow rack) {
        return rack.bench().cards().orElseThrow().commandCounts().get("EXPORTKEY");
    }

    @Test
    void aStartAfterACrashNamesTheSlotsToFillAgain() throws Exception {
        Path crashed = Files.createDirectories(folder.resolve("crashed"));
        Path first = Files.createDirectories(folder.resolve("first"));
        try (RackWindow rack = RackWindow.open(first, RackWindow.rack(3, SLOW, "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() >= 1);
            rack.window().click("run-pause");
            OpenWindow.until(() -> rack.board().pauses().contains(PauseReason.OPERATOR));
            // What is on the disk now is what a power failure would leave.
            copy(first, crashed);
            rack.window().click("primary");
            rack.awaitEnd();
        }
        try (RackWindow rack = RackWindow.open(crashed, RackWindow.rack(3, SLOW, "[]"))) {
            OpenWindow.until(() -> notices(rack).stream()
                    .anyMatch(text -> text.startsWith("Run 1 stopped at ")
                            && text.contains(" of 3. Re-insert slots ")
                            && text.endsWith("finished modules are not loaded again.")));
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals(3, rack.count(ModuleClass.DONE));
        }
    }

    private static List<String> notices(RackWindow rack) {
        return rack.desk().notices().shown().stream().map(Notice::text).toList();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from.resolve("data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
