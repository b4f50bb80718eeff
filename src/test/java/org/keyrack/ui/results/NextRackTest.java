package org.keyrack.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** The next rack after a batch: its modules may be in their slots before the button is pressed. */
@Tag("window")
class NextRackTest {
    @TempDir
    Path folder;

    private static void swap(RackWindow rack) {
        VirtualCards cards = rack.bench().cards().orElseThrow();
        for (var unit : OpenWindow.fx(() -> rack.board().units())) {
            cards.replaceUnit(unit.reader());
        }
    }

    private static void awaitSwapped(RackWindow rack, int modules) {
        OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == modules
                && !rack.desk().bench().view().reading()
                && rack.desk().bench().view().eiUnits().stream()
                        .noneMatch(ei -> rack.board().units().stream()
                                .anyMatch(unit -> unit.sn().equals(ei.sn())))
                && rack.desk().background().runningProperty().get() == 0);
    }

    private static void awaitResults(RackWindow rack) {
        OpenWindow.until(() -> rack.board().end().isPresent()
                && rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
    }

    private static Button primary(RackWindow rack) {
        return rack.window().find("primary", Button.class);
    }

    private static String said(RackWindow rack) {
        return rack.window().find("results-next", Label.class).getText();
    }

    @Test
    void modulesThatWereSwappedBeforeAreAlreadyPlannedForAtTheStepPlan() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            rack.start("{name: Test, load: auto}", false);
            awaitResults(rack);
            swap(rack);
            awaitSwapped(rack, 3);
            Button primary = primary(rack);
            OpenWindow.until(() -> primary.getText().equals("Load 6 keys into 3 modules"));
            rack.window().click("results-next-rack");
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RACK);
            for (StepName step : new StepName[] {StepName.PLAN, StepName.REVIEW}) {
                OpenWindow.until(() -> !primary.isDisabled());
                rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
                OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == step);
            }
            OpenWindow.until(() -> primary.getText().equals("Load 6 keys into 3 modules"));
            assertEquals(
                    "",
                    OpenWindow.fx(() ->
                            rack.window().find("primary-reason", Label.class).getText()));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            assertEquals(3, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void freshModulesInTheSlotsAreLoadedByOneKey() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.nextRackKeyProperty().set("F9");
        })) {
            rack.start("{name: Test, load: auto}", false);
            awaitResults(rack);
            OpenWindow.until(() -> said(rack).startsWith("Next rack: take the modules out"));
            swap(rack);
            OpenWindow.until(() -> primary(rack).getText().equals("Load 6 keys into 3 modules")
                    && primary(rack).isFocused());
            assertTrue(OpenWindow.fx(() -> said(rack)).endsWith("Enter loads. So does the key F9."));
            rack.window().press(KeyCode.ENTER);
            OpenWindow.until(() ->
                    rack.board().batch().filter(batch -> batch.batch() == 2).isPresent());
            awaitResults(rack);
            assertEquals(3, rack.count(ModuleClass.DONE));
            swap(rack);
            OpenWindow.until(() -> primary(rack).getText().equals("Load 6 keys into 3 modules"));
            rack.window().press(KeyCode.F9);
            OpenWindow.until(() ->
                    rack.board().batch().filter(batch -> batch.batch() == 3).isPresent());
            awaitResults(rack);
            assertEquals(3, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void aModuleOfTheFinishedBatchIsToBeTakenOutFirst() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.nextRackKeyProperty().set("F9");
        })) {
            rack.start("{name: Test, load: auto}", false);
            awaitResults(rack);
            VirtualCards cards = rack.bench().cards().orElseThrow();
            String first = OpenWindow.fx(() -> rack.board().units().get(0).reader());
            cards.replaceUnit(first);
            OpenWindow.until(() -> said(rack).startsWith("Take out: slots "));
            assertEquals("Next rack", OpenWindow.fx(() -> primary(rack).getText()));
            rack.window().press(KeyCode.F9);
            OpenWindow.until(() -> rack.desk().background().runningProperty().get() == 0);
            assertFalse(OpenWindow.fx(() -> rack.board().running()));
            assertEquals(
                    1, OpenWindow.fx(() -> rack.board().batch().orElseThrow().batch()), "nothing has begun");
        }
    }

    @Test
    void theNextRackBeginsByItselfWhereThatIsWantedAndAnyKeyStopsIt() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.nextRackSecondsProperty().set(3);
        })) {
            rack.start("{name: Test, load: auto}", false);
            awaitResults(rack);
            swap(rack);
            OpenWindow.until(() ->
                    rack.board().batch().filter(batch -> batch.batch() == 2).isPresent());
            awaitResults(rack);
            assertEquals(3, rack.count(ModuleClass.DONE));
            OpenWindow.fx(() -> {
                rack.desk().settings().nextRackSecondsProperty().set(60);
                return true;
            });
            swap(rack);
            OpenWindow.until(() -> said(rack).startsWith("Loading begins by itself in "));
            // Enter too: a key that stops does nothing else.
            rack.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> said(rack).startsWith("3 fresh modules are in"));
            assertFalse(OpenWindow.fx(() -> rack.board().running()));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() ->
                    rack.board().batch().filter(batch -> batch.batch() == 3).isPresent());
            awaitResults(rack);
        }
    }

    @Test
    void whatReviewWouldShowIsShownThere() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            rack.start("{name: Test, load: auto}", false);
            awaitResults(rack);
            Profile other = ProfileFile.parse("{name: Another, load: auto}".getBytes(StandardCharsets.UTF_8), "test");
            OpenWindow.fx(() -> {
                rack.desk().job().profileProperty().set(Optional.of(other));
                return true;
            });
            swap(rack);
            OpenWindow.until(() -> said(rack)
                    .equals("Look at it before it is loaded: The profile is another one than before: “Another”."));
            assertEquals("Look at Review", OpenWindow.fx(() -> primary(rack).getText()));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.REVIEW);
            assertFalse(OpenWindow.fx(() -> rack.board().running()));
        }
    }
}
