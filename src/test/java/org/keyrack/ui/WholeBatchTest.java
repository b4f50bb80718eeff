package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;

/** A batch from the first screen to the results, and what Plan and Review keep from going wrong. */
@Tag("window")
class WholeBatchTest {
    @TempDir
    Path folder;

    private static void go(RackWindow rack, StepName step) {
        OpenWindow.until(() -> rack.desk().navigator().go(step));
    }

    @Test
    void keyboardAloneLoadsARackInFrenchAndDark() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"), settings -> {
            settings.languageProperty().set(Optional.of(Language.FRENCH));
            settings.themeProperty().set(Theme.DARK);
        })) {
            go(rack, StepName.PLAN);
            OpenWindow.until(() -> rack.desk().job().planProperty().get().isPresent());
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            Button primary = rack.window().find("primary", Button.class);
            OpenWindow.until(() -> primary.getText().equals("Charger 6 clés dans 3 modules"));
            Button back = rack.window().find("back", Button.class);
            OpenWindow.until(back::isFocused);
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            assertEquals(3, rack.count(ModuleClass.DONE));
            assertEquals(
                    "3 modules terminés, chaque clé vérifiée",
                    rack.window().find("results-headline", Label.class).getText());
        }
    }

    @Test
    void spaceInTheTableChoosesKeysAndTheProfileIsSavedAsYaml() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            go(rack, StepName.PLAN);
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.keys() == 4)
                    .isPresent());
            TableView<?> table = rack.window().find("plan-table", TableView.class);
            assertEquals(2, OpenWindow.fx(() -> table.getItems().size()));
            OpenWindow.fx(() -> {
                table.requestFocus();
                table.getSelectionModel().select(0);
                return true;
            });
            rack.window().press(KeyCode.SPACE);
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.keys() == 2)
                    .isPresent());
            Profile edited = OpenWindow.fx(
                    () -> rack.desk().job().profileProperty().get().orElseThrow());
            Path file = folder.resolve("mine.keyrack");
            ProfileFile.write(edited, file);
            Profile read = ProfileFile.read(file);
            assertEquals(edited.loads(), read.loads());
            assertEquals(edited.hash(), read.hash());
        }
    }

    @Test
    void aFieldThatIsWrongSaysSoBesideItAndClosesTheNextStep() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            go(rack, StepName.PLAN);
            TextField stopAfter = rack.window().find("plan-stop-after", TextField.class);
            OpenWindow.fx(() -> {
                stopAfter.setText("many");
                return true;
            });
            Label problem = rack.window().find("plan-stop-after-problem", Label.class);
            OpenWindow.until(() -> problem.isVisible() && problem.getText().startsWith("Write a number"));
            assertTrue(OpenWindow.fx(
                    () -> rack.window().find("primary", Button.class).isDisabled()));
        }
    }

    @Test
    void aDryRunReadsEveryModuleAndWritesNothing() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            go(rack, StepName.PLAN);
            go(rack, StepName.REVIEW);
            rack.window().click("review-dry-run");
            Label result = rack.window().find("review-dry-run-result", Label.class);
            OpenWindow.until(() -> result.getText().startsWith("Every module was read again: 4 keys into 2 modules"));
        }
    }
}
