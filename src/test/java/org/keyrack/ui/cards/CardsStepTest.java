package org.keyrack.ui.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.tiles.Tile;
import org.keyrack.ui.tiles.TileState;

/** The step Cards over blank virtual cards. */
@Tag("window")
class CardsStepTest {
    @TempDir
    Path folder;

    private static void task(BlankWindow blank, CardAction task) {
        @SuppressWarnings("unchecked")
        javafx.scene.control.ComboBox<CardAction> box =
                blank.window().find("cards-task", javafx.scene.control.ComboBox.class);
        OpenWindow.fx(() -> {
            box.setValue(task);
            return true;
        });
    }

    private static Button primary(BlankWindow blank) {
        return blank.window().find("primary", Button.class);
    }

    private static void press(BlankWindow blank) {
        OpenWindow.until(() -> !primary(blank).isDisabled());
        blank.window().press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    private static void read(BlankWindow blank) {
        OpenWindow.until(() -> primary(blank).getText().startsWith("Read "));
        press(blank);
        blank.idle();
    }

    @Test
    void blankCardsAreReadLoadedGivenNewKeysAndLockedByTheKeyboard() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 3, "")) {
            blank.go(StepName.CARDS);
            assertEquals("No KeyRack, not read yet", blank.tile(1).sentence());
            read(blank);
            assertEquals("Blank, keys FF, OP_READY", blank.tile(3).sentence());
            assertEquals(
                    "Choose KeyRack’s CAP file first.",
                    blank.window().find("primary-reason", Label.class).getText());

            blank.chooseMaterials();
            assertEquals("Load EI onto 3 cards", primary(blank).getText());
            press(blank);
            blank.await(TileState.DONE, 1, 2, 3);
            blank.idle();
            assertEquals(
                    "Loaded. KeyRack unknown, EI, keys FF, OP_READY",
                    blank.tile(2).sentence());

            task(blank, CardAction.KEYS);
            press(blank);
            OpenWindow.until(
                    () -> blank.window().find("question-no", Button.class).isFocused());
            blank.window().press(KeyCode.ESCAPE);
            assertFalse(
                    OpenWindow.fx(() -> blank.desk().job().preparingProperty().get()), "Esc changes nothing");
            press(blank);
            blank.window().click("question-yes");
            OpenWindow.until(() -> blank.tile(1).sentence().startsWith("Keys replaced. KeyRack unknown, EI, keys 30"));
            blank.idle();

            assertEquals(TileState.REFUSED, readAgain(blank), "the makers' keys open it no more");
            Path keys = blank.files().keys();
            OpenWindow.fx(() -> {
                blank.desk().job().materials().issuerProperty().set(Optional.of(keys));
                return true;
            });
            read(blank);
            task(blank, CardAction.LOCK);
            press(blank);
            blank.window().click("question-yes");
            OpenWindow.until(() -> blank.tile(3).sentence().equals("Locked. KeyRack unknown, EI, keys 30, SECURED"));
        }
    }

    private static TileState readAgain(BlankWindow blank) {
        OpenWindow.until(() -> blank.window().stage().isFocused());
        blank.window().press(KeyCode.F5);
        blank.idle();
        return blank.tile(1).state();
    }

    @Test
    void onlyTheSlotsThatAreSelectedAreWorkedOn() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 3, "")) {
            blank.go(StepName.CARDS);
            read(blank);
            blank.chooseMaterials();
            OpenWindow.fx(() -> {
                blank.window().find("tile-2", Tile.class).requestFocus();
                return true;
            });
            blank.window().press(KeyCode.SPACE);
            task(blank, CardAction.LOAD_AS);
            OpenWindow.until(() -> primary(blank).getText().equals("Load AS onto 1 card"));
            press(blank);
            blank.await(TileState.DONE, "AS");
            blank.idle();
            assertEquals("Blank, keys FF, OP_READY", blank.tile(1).sentence());
            assertTrue(blank.tile("AS").sentence().contains("KeyRack unknown, AS"));
            blank.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> javafx.stage.Window.getWindows().size() > 1);
            blank.window().press(KeyCode.ESCAPE);
        }
    }
}
