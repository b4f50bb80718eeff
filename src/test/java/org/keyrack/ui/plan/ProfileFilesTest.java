package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.ScriptedReaders;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.kit.Notices.Notice;

/** Profiles that come as files: dropped on the window, or chosen of those used lately. */
@Tag("window")
class ProfileFilesTest {
    @TempDir
    Path folder;

    private static String name(RackWindow rack) {
        return OpenWindow.fx(
                () -> rack.window().find("plan-name", TextField.class).getText());
    }

    private Path profile(String name) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".keyrack"), "name: " + name + "\nload: auto\nonOccupied: skip\n");
    }

    @Test
    void aProfileDroppedOnThePlanIsOpenedAndNothingRuns() throws Exception {
        Path file = profile("Dropped");
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            rack.drop(file, "plan-table");
            OpenWindow.until(() -> name(rack).equals("Dropped"));
            assertTrue(OpenWindow.fx(
                    () -> rack.board().units().isEmpty() && !rack.board().running()));
        }
    }

    private OpenWindow openedWith(Path file) throws Exception {
        UiContext plain = WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED));
        return OpenWindow.open(
                new UiContext(
                        plain.benches(),
                        plain.ledgers(),
                        plain.printers(),
                        plain.desktop(),
                        plain.settings(),
                        plain.data(),
                        plain.logs(),
                        plain.version(),
                        Optional.of(file)),
                settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)));
    }

    private static boolean told(OpenWindow window, String words) {
        return window.desk().notices().shown().stream().map(Notice::text).anyMatch(text -> text.contains(words));
    }

    @Test
    void aProfileThatTheProgramIsOpenedWithIsToldOfAndShownAndNothingRuns() throws Exception {
        try (OpenWindow window = openedWith(profile("Double-clicked"))) {
            OpenWindow.until(() -> told(window, "Profile “Double-clicked” is open. Nothing is loaded"));
            OpenWindow.fx(() -> {
                window.desk().bench().openVirtual(Optional.empty());
                return true;
            });
            OpenWindow.until(() -> window.desk().navigator().go(StepName.PLAN));
            assertEquals(
                    "Double-clicked",
                    OpenWindow.fx(
                            () -> window.find("plan-name", TextField.class).getText()));
            assertFalse(OpenWindow.fx(() -> window.desk().job().board().running()));
        }
    }

    @Test
    void aFileThatIsNoProfileIsSaidSoWhenTheWindowOpens() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.keyrack"), "name: [");
        try (OpenWindow window = openedWith(broken)) {
            OpenWindow.until(() -> told(window, "broken.keyrack"));
        }
    }

    @Test
    void profilesUsedLatelyAreListedAndOpenedAgain() throws Exception {
        Path one = profile("First");
        Path two = profile("Second");
        try (RackWindow rack = RackWindow.open(
                folder,
                RackWindow.rack(2, "none", "[]"),
                settings -> settings.recentProfiles().setAll(two, one))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            ComboBox<?> recent = rack.window().find("plan-recent", ComboBox.class);
            assertEquals(List.of(two, one), OpenWindow.fx(() -> List.copyOf(recent.getItems())));
            OpenWindow.fx(() -> {
                recent.getSelectionModel().select(1);
                return true;
            });
            OpenWindow.until(() -> name(rack).equals("First"));
            OpenWindow.until(
                    () -> rack.desk().settings().recentProfiles().get(0).equals(one));
        }
    }

    @Test
    void aProfileThatNamesItsPairsIsNotMatchedAutomatically() throws Exception {
        Path matched = profile("Matched");
        Path named = folder.resolve("Named.keyrack");
        try (RackWindow rack = RackWindow.open(
                folder,
                RackWindow.rack(2, "none", "[]"),
                settings -> settings.recentProfiles().setAll(matched, named))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            CheckBox automatic = rack.window().find("plan-automatic", CheckBox.class);
            open(rack, matched);
            OpenWindow.until(automatic::isSelected);
            // The very pairs that were matched, so that nothing but the box changes.
            String pairs = OpenWindow.fx(() -> new PlanPairs(rack.desk().bench().view()).named()).stream()
                    .map(load -> "{ ref1: " + load.ref1() + ", ref2: " + load.ref2() + " }")
                    .collect(Collectors.joining(", "));
            Files.writeString(named, "name: Named\nload: [ " + pairs + " ]\nonOccupied: skip\n");
            open(rack, named);
            OpenWindow.until(() -> name(rack).equals("Named"));
            assertFalse(OpenWindow.fx(automatic::isSelected));
        }
    }

    private static void open(RackWindow rack, Path file) {
        OpenWindow.fx(() -> {
            rack.window()
                    .find("plan-recent", ComboBox.class)
                    .getSelectionModel()
                    .select(rack.desk().settings().recentProfiles().indexOf(file));
            return true;
        });
    }
}
