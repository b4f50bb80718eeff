package org.keyrack.ui.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.prepare.PlanPrice;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;
import org.keyrack.ui.tiles.TileState;
import org.keyrack.unit.AsUnit;

/** Blank virtual cards become an AS and modules in the window, by the keyboard. */
@Tag("window")
class BlankToModulesTest {
    @TempDir
    Path folder;

    private static PreparationBoard board(BlankWindow blank, Role role) {
        return blank.desk().job().preparation(role).board();
    }

    private static void phase(BlankWindow blank, Role role, Phase phase) {
        OpenWindow.until(() -> board(blank, role).phase() == phase);
    }

    private static String text(BlankWindow blank, String id) {
        return blank.window().find(id, Label.class).getText();
    }

    private static void prepareAs(BlankWindow blank) throws Exception {
        blank.go(StepName.PREPAREAS);
        blank.chooseAsPlan();
        OpenWindow.fx(() -> {
            ComboBox<?> slot = blank.window().find("prepareas-slot", ComboBox.class);
            slot.getSelectionModel().select(0);
            blank.window().find("prepareas-no-second", CheckBox.class).fire();
            return true;
        });
        OpenWindow.until(() -> text(blank, "primary-reason").equals("Type the three PINs, each twice: 4 to 8 digits."));
        blank.typePins();
        blank.primary("Look at 1 card");
        phase(blank, Role.AS, Phase.SURVEYED);
    }

    @Test
    void whatThePlanOfAnAsCostsLaterIsSaidBeforeAnythingIsTyped() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            blank.go(StepName.PREPAREAS);
            blank.chooseAsPlan();
            List<String> said =
                    OpenWindow.fx(() -> blank.window().find("prepare-prices", VBox.class).getChildren().stream()
                            .map(label -> ((Label) label).getText())
                            .toList());
            assertEquals(
                    List.of(PlanPrice.NO_ALLOW.sentence(), PlanPrice.BOOTSTRAP.sentence()),
                    said,
                    "OPERATIONAL, in a session");
        }
    }

    @Test
    void boxOfBlankCardsBecomesAnAsAndModules() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 3, "")) {
            blank.chooseMaterials();
            prepareAs(blank);
            assertEquals(
                    0,
                    OpenWindow.fx(() -> blank.window()
                            .find("pin-OPERATOR", PinField.class)
                            .lengthProperty()
                            .get()),
                    "what was typed is not kept in its field");
            assertEquals("8 steps to do", blank.tile(1).sentence());
            assertEquals("Takes no part", blank.tile(2).sentence());
            OpenWindow.until(() -> blank.window().find("back", Button.class).isFocused());
            blank.primary("Prepare the AS");
            phase(blank, Role.AS, Phase.ENDED);
            blank.idle();
            AsUnit as =
                    OpenWindow.fx(() -> blank.desk().bench().view().asUnits().get(0));
            assertEquals(LifeCycleState.OPERATIONAL, as.identity().state());
            assertTrue(as.keys().stream().anyMatch(KeyDirectoryEntry::transport));

            blank.primary("Continue with modules");
            OpenWindow.until(() -> blank.desk().navigator().currentProperty().get() == StepName.MODULES);
            blank.chooseModulePlan();
            blank.primary("Look at 2 cards");
            blank.await(TileState.READY, 2, 3);
            blank.primary("Prepare 2 modules");
            phase(blank, Role.EI, Phase.ENDED);
            blank.await(TileState.DONE, 2, 3);
            blank.idle();
            assertEquals("2 cards are as the plan has them", text(blank, "prepare-headline"));
            List<String> serials = OpenWindow.fx(() -> blank.desk().bench().view().eiUnits().stream()
                    .map(ei -> ei.sn().hex())
                    .toList());
            assertEquals(List.of("0011223300000001", "0011223300000002"), serials);
        }
    }

    @Test
    void componentIsTypedAsItsLetterShowsIt() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            blank.chooseMaterials();
            blank.go(StepName.MODULES);
            blank.chooseModulePlanAndTypeLetters();
            blank.primary("Look at 1 card");
            blank.await(TileState.READY, 1);
        }
    }

    @Test
    void cardThatFailsIsNamedWithItsCauseAndTriedAgain() throws Exception {
        String fault = "faults: [ { blank: 2, command: LOAD, nth: 2, do: statusWord, sw: \"6A84\" } ]\n";
        try (BlankWindow blank = BlankWindow.open(folder, 2, fault)) {
            blank.chooseMaterials();
            blank.go(StepName.MODULES);
            blank.chooseModulePlan();
            blank.primary("Look at 2 cards");
            phase(blank, Role.EI, Phase.SURVEYED);
            blank.primary("Prepare 2 modules");
            phase(blank, Role.EI, Phase.ENDED);
            assertEquals("1 of 2 cards failed, 1 prepared", text(blank, "prepare-headline"));
            blank.await(TileState.FAILED, 2);
            assertTrue(blank.tile(2).sentence().startsWith("6A84 LOAD: The card has no room."));
            assertEquals(
                    1,
                    OpenWindow.fx(() -> blank.window()
                            .find("prepare-list", ListView.class)
                            .getItems()
                            .size()));
            blank.idle();
            blank.primary("Retry this card");
            phase(blank, Role.EI, Phase.SURVEYED);
            blank.primary("Prepare 1 module");
            phase(blank, Role.EI, Phase.ENDED);
            assertTrue(OpenWindow.fx(() -> board(blank, Role.EI).complete()));
        }
    }

    @Test
    void cardThatIsGoneAtTheRetryIsNotForgotten() throws Exception {
        String faults = "faults: [ { blank: 1, command: LOAD, nth: 2, do: statusWord, sw: \"6A84\" },"
                + " { blank: 2, command: LOAD, nth: 2, do: pull } ]\n";
        try (BlankWindow blank = BlankWindow.open(folder, 2, faults)) {
            blank.chooseMaterials();
            blank.go(StepName.MODULES);
            blank.chooseModulePlan();
            blank.primary("Look at 2 cards");
            phase(blank, Role.EI, Phase.SURVEYED);
            blank.primary("Prepare 2 modules");
            phase(blank, Role.EI, Phase.ENDED);
            assertEquals("2 of 2 cards failed, 0 prepared", text(blank, "prepare-headline"));
            blank.idle();
            blank.primary("Retry these 2 cards");
            phase(blank, Role.EI, Phase.SURVEYED);
            blank.primary("Prepare 1 module");
            phase(blank, Role.EI, Phase.ENDED);
            assertEquals("1 of 2 cards failed, 1 prepared", text(blank, "prepare-headline"));
            assertTrue(
                    blank.tile(2).sentence().startsWith("There is no card"),
                    blank.tile(2).sentence());
        }
    }

    @Test
    void windowThatIsClosedWhileCardsAreInWorkAsksAndLetsThemFinishTheirStep() throws Exception {
        String slow = "timing: { initiate: 20, export: 20, import: 40, baud: 4800 }\n";
        try (BlankWindow blank = BlankWindow.open(folder, 2, slow)) {
            blank.chooseMaterials();
            blank.go(StepName.MODULES);
            blank.chooseModulePlan();
            blank.primary("Look at 2 cards");
            phase(blank, Role.EI, Phase.SURVEYED);
            blank.primary("Prepare 2 modules");
            phase(blank, Role.EI, Phase.RUNNING);
            close(blank);
            OpenWindow.until(
                    () -> blank.window().find("question-no", Button.class).isFocused());
            blank.window().press(KeyCode.ESCAPE);
            assertEquals(Phase.RUNNING, board(blank, Role.EI).phase(), "Esc changes nothing");
            close(blank);
            blank.window().click("question-yes");
            assertEquals(Phase.STOPPING, board(blank, Role.EI).phase());
            assertTrue(OpenWindow.fx(() -> blank.window().stage().isShowing()), "the steps in work are finished first");
            OpenWindow.until(() -> !blank.window().stage().isShowing());
            assertEquals(Phase.ENDED, board(blank, Role.EI).phase());
            assertEquals(2, OpenWindow.fx(() -> board(blank, Role.EI).count(Result.STOPPED)));
        }
    }

    private static void close(BlankWindow blank) {
        OpenWindow.fx(() -> {
            Stage stage = blank.window().stage();
            Event.fireEvent(stage, new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
    }

    @Test
    void cardsAndSecretsAreLetGoWhenSomebodyLeavesBeforeTheBeginning() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 2, "")) {
            blank.chooseMaterials();
            prepareAs(blank);
            blank.window().press(KeyCode.ESCAPE);
            phase(blank, Role.AS, Phase.NONE);
            assertFalse(
                    OpenWindow.fx(() -> blank.desk().job().preparingProperty().get()));
            blank.idle();
            assertEquals("Type the three PINs, each twice: 4 to 8 digits.", text(blank, "primary-reason"));
            blank.typePins();
            blank.primary("Look at 1 card");
            phase(blank, Role.AS, Phase.SURVEYED);
            blank.go(StepName.CARDS);
            phase(blank, Role.AS, Phase.NONE);
            blank.idle();
            blank.primary("Read 2 cards");
            blank.idle();
            assertEquals("Blank, keys FF, OP_READY", blank.tile(1).sentence(), "nothing was written");
        }
    }
}
