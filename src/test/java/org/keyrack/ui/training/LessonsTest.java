package org.keyrack.ui.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.rackstate.UnitProgress;
import org.keyrack.ui.scope.ProfileOpening;

/** Each lesson, gone through by hands at the virtual bench: a step is over when bench, batch and window show it done. */
@Tag("window")
class LessonsTest {
    @TempDir
    Path folder;

    private OpenWindow window;

    @BeforeEach
    void openTheLessons() throws Exception {
        window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.reducedMotionProperty().set(true);
        });
        window.click("lessons");
        OpenWindow.until(() -> at() == StepName.TRAINING);
    }

    @AfterEach
    void close() {
        window.close();
        OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
    }

    private StepName at() {
        return window.desk().navigator().currentProperty().get();
    }

    private String title() {
        return window.find("lesson-title", Label.class).getText();
    }

    private void atStep(int step) {
        OpenWindow.until(() -> title().contains(": step " + step + " of "));
    }

    private void learnt(String lesson) {
        OpenWindow.until(() -> title().endsWith(": learnt"));
        assertEquals(
                List.of(lesson),
                OpenWindow.fx(() -> List.copyOf(window.desk().settings().lessonsDone())));
    }

    private void begin(String lesson) {
        window.click("begin-" + lesson);
        OpenWindow.until(() -> window.desk().bench().open().isPresent()
                && window.desk().bench().view().slots().size() == 9
                && !window.desk().bench().view().reading());
        atStep(1);
    }

    /** Chooses from the menu that stands for hands. */
    private void hand(String id) {
        MenuButton hands = window.find("hands", MenuButton.class);
        OpenWindow.fx(() -> {
            hands.show();
            items(hands.getItems())
                    .filter(item -> id.equals(item.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            hands.hide();
            return true;
        });
    }

    private static Stream<MenuItem> items(List<MenuItem> items) {
        return items.stream()
                .flatMap(item -> item instanceof Menu menu
                        ? Stream.concat(Stream.of(menu), items(menu.getItems()))
                        : Stream.of(item));
    }

    private void enterPin() {
        OpenWindow.until(() -> window.desk().navigator().go(StepName.ASCARD));
        OpenWindow.until(() -> window.hasFocus("pin"));
        window.type("123456");
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> Checks.pinVerified(window.desk()));
    }

    private void go(StepName step) {
        OpenWindow.until(() -> window.desk().navigator().go(step));
    }

    private void load() {
        enterPin();
        go(StepName.PLAN);
        OpenWindow.until(() -> Checks.planned(window.desk()));
        go(StepName.REVIEW);
        Button primary = window.find("primary", Button.class);
        OpenWindow.until(() -> primary.getText().equals("Load 32 keys into 8 modules") && !primary.isDisabled());
        window.click("primary");
    }

    private int done() {
        return OpenWindow.fx(() -> window.desk().job().board().modules().of(ModuleClass.DONE));
    }

    @Test
    void theFirstRackIsLearntStepByStepAndKeptInTheSettings() throws Exception {
        assertFalse(OpenWindow.fx(() -> window.find("lesson", Node.class).isVisible()));
        begin("first");
        assertTrue(OpenWindow.fx(() -> window.find("lesson", Node.class).isVisible()));
        // What was not done yet does not count, however often the bench changes.
        go(StepName.RACK);
        atStep(1);
        enterPin();
        atStep(2);
        go(StepName.RACK);
        atStep(3);
        go(StepName.PLAN);
        OpenWindow.until(() -> Checks.planned(window.desk()));
        go(StepName.REVIEW);
        atStep(4);
        Button primary = window.find("primary", Button.class);
        OpenWindow.until(() -> primary.getText().equals("Load 32 keys into 8 modules"));
        window.click("primary");
        atStep(5);
        learnt("first");
        assertEquals(8, done());
        window.click("lesson-leave");
        assertFalse(OpenWindow.fx(() -> window.find("lesson", Node.class).isVisible()));
        window.close();
        try (OpenWindow again = OpenWindow.open(folder, settings -> {})) {
            again.go(StepName.TRAINING);
            assertEquals("Begin: Wrong PIN", again.find("primary", Button.class).getText());
        }
    }

    @Test
    void aWrongPinCostsATryAndTheRightOneGivesItBack() {
        begin("wrongPin");
        go(StepName.ASCARD);
        OpenWindow.until(() -> window.hasFocus("pin"));
        window.type("111111");
        window.press(KeyCode.ENTER);
        atStep(2);
        OpenWindow.until(() -> window.find("problem", Label.class).getText().contains("2 tries left"));
        enterPin();
        learnt("wrongPin");
    }

    @Test
    void aModulePulledOutIsPutBackAndItsRestIsLoaded() {
        begin("pulled");
        load();
        atStep(2);
        OpenWindow.until(() -> window.desk().job().board().keysLoaded() > 0);
        List<String> loading = new ArrayList<>();
        OpenWindow.until(() -> {
            window.desk().shelf().modules(window.desk().bench().view()).stream()
                    .filter(place -> window.desk()
                            .job()
                            .board()
                            .seat(place.slot().reader())
                            .filter(unit -> unit.phase() == UnitProgress.Phase.LOADING
                                    || unit.phase() == UnitProgress.Phase.VERIFYING)
                            .isPresent())
                    .forEach(place -> loading.add(place.label()));
            return !loading.isEmpty();
        });
        String slot = loading.get(0);
        hand("hands-out-" + slot);
        atStep(3);
        hand("hands-back-" + slot);
        atStep(4);
        OpenWindow.until(() -> at() == StepName.RESULTS);
        OpenWindow.until(() -> window.desk().job().board().modules().of(ModuleClass.UNKNOWN) == 0);
        Button retry = window.find("primary", Button.class);
        OpenWindow.until(() -> retry.getText().equals("Retry this one") && !retry.isDisabled());
        window.click("primary");
        learnt("pulled");
        assertEquals(8, done());
    }

    @Test
    void aCopyIsFoundAndBothAreTakenOut() {
        begin("copy");
        go(StepName.RACK);
        hand("hands-copy-5");
        atStep(2);
        hand("hands-out-1");
        OpenWindow.until(() -> Checks.emptySlots(window.desk()) == 1);
        atStep(2);
        hand("hands-out-5");
        atStep(3);
        hand("hands-fresh");
        learnt("copy");
    }

    @Test
    void theAsPulledOutIsWaitedForAndItsPinAskedAgain() {
        begin("asGone");
        load();
        atStep(2);
        hand("hands-as");
        atStep(3);
        hand("hands-as");
        atStep(4);
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.AS_BACK);
        window.type("123456");
        window.press(KeyCode.ENTER);
        learnt("asGone");
        assertEquals(8, done());
    }

    @Test
    void theNextRackIsLoadedByOneKeyOnceFreshModulesAreIn() {
        begin("next");
        load();
        atStep(2);
        hand("hands-fresh");
        atStep(3);
        Button primary = window.find("primary", Button.class);
        OpenWindow.until(() -> primary.getText().equals("Load 32 keys into 8 modules") && primary.isFocused());
        // Whoever has used the menu with the mouse goes on with the key at once.
        window.click("hands");
        window.press(KeyCode.ESCAPE);
        OpenWindow.until(primary::isFocused);
        window.press(KeyCode.ENTER);
        atStep(4);
        learnt("next");
        assertEquals(8, done());
    }

    @Test
    void anotherBenchLeavesTheLessonAndABatchInWorkKeepsOneFromBeginning() {
        begin("first");
        load();
        OpenWindow.until(() -> Checks.begun(window.desk()));
        go(StepName.TRAINING);
        window.click("begin-copy");
        assertFalse(OpenWindow.fx(() -> window.find("lesson", Node.class).isVisible()));
        assertTrue(OpenWindow.fx(() -> Checks.begun(window.desk())));
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.ENDED);
        begin("copy");
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(Optional.empty());
            return true;
        });
        OpenWindow.until(() -> !window.find("lesson", Node.class).isVisible());
    }

    @Test
    void aLessonHasItsOwnProfileAndTheOneOfBeforeComesBackAfterIt() throws Exception {
        Path file =
                Files.writeString(folder.resolve("fuel.yaml"), "{name: Fuel terminals, load: [{ref1: 3, ref2: 5}]}");
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(Optional.empty());
            return true;
        });
        OpenWindow.until(() -> window.desk().bench().view().slots().size() == 16
                && !window.desk().bench().view().reading());
        enterPin();
        go(StepName.PLAN);
        OpenWindow.fx(() -> {
            new ProfileOpening(window.desk())
                    .open(file, profile -> window.desk().job().profileProperty().set(Optional.of(profile)));
            return true;
        });
        TextField name = window.find("plan-name", TextField.class);
        OpenWindow.until(() -> name.getText().equals("Fuel terminals"));
        go(StepName.TRAINING);
        begin("first");
        load();
        assertEquals(ProfileFile.demo().name(), OpenWindow.fx(name::getText));
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.ENDED);
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(Optional.empty());
            return true;
        });
        OpenWindow.until(() -> name.getText().equals("Fuel terminals"));
        enterPin();
        go(StepName.PLAN);
        OpenWindow.until(() -> window.desk()
                .job()
                .planProperty()
                .get()
                .filter(plan -> plan.profile().name().equals("Fuel terminals"))
                .isPresent());
    }

    @Test
    void handsAreReachedByTheKeyboardAlone() {
        begin("copy");
        go(StepName.RACK);
        MenuButton hands = window.find("hands", MenuButton.class);
        OpenWindow.fx(() -> {
            hands.requestFocus();
            return true;
        });
        window.press(KeyCode.SPACE);
        OpenWindow.until(hands::isShowing);
        window.press(KeyCode.DOWN);
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> window.desk().bench().view().asUnits().isEmpty());
    }
}
