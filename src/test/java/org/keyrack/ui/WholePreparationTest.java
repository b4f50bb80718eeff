package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.app.SlotView;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;
import org.keyrack.ui.settings.WindowPlace;

/**
 * The steps of the preparation are as whole as those of a batch ({@link WholeWindowTest}), in each of their states; so is what
 * Plan says of an older T. With {@code -Dkeyrack.pictures=FOLDER} it writes a picture of each.
 */
@Tag("window")
class WholePreparationTest {
    private static final String FAULTS = "timing: { initiate: 20, export: 20, import: 40, baud: 38400 }\n"
            + "faults: [ { blank: 5, command: LOAD, nth: 3, do: statusWord, sw: \"6A84\" },"
            + " { blank: 9, command: LOAD, nth: 3, do: statusWord, sw: \"6A84\" },"
            + " { blank: 12, command: PUTKEY, do: pull, for: 4000 } ]\n";

    @TempDir
    Path folder;

    private BlankWindow blank;
    private WholeLook whole;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutWhileBlankCardsBecomeALoadedRack(Language language, int width, int height) throws Exception {
        // As the program does: sentences of exceptions go by it.
        Languages.show(language.locale());
        try (BlankWindow opened = BlankWindow.open(folder, 16, FAULTS, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            blank = opened;
            whole = new WholeLook(opened.window(), language.tag() + "-" + width + "x" + height);
            cards();
            as();
            modules();
            rotation();
        }
        assertEquals(List.of(), whole.cut());
    }

    private void cards() throws Exception {
        whole.step(StepName.CARDS, "");
        press();
        blank.idle();
        whole.look("cards-read");
    }

    private void as() throws Exception {
        whole.step(StepName.PREPAREAS, "");
        blank.chooseMaterials();
        blank.chooseAsPlan();
        OpenWindow.fx(() -> {
            blank.window()
                    .find("prepareas-slot", ComboBox.class)
                    .getSelectionModel()
                    .select(0);
            blank.window().find("prepareas-no-second", CheckBox.class).fire();
            return true;
        });
        blank.typePins();
        whole.look("prepareas-filled");
        press();
        at(Role.AS, Phase.SURVEYED, "prepareas-surveyed");
        press();
        OpenWindow.until(() -> board(Role.AS).share() > 0.1);
        whole.atOnce("prepareas-running");
        at(Role.AS, Phase.ENDED, "prepareas-ended");
        blank.idle();
    }

    private void modules() throws Exception {
        whole.step(StepName.MODULES, "");
        blank.chooseModulePlan();
        whole.look("modules-filled");
        press();
        at(Role.EI, Phase.SURVEYED, "modules-surveyed");
        press();
        OpenWindow.until(() -> board(Role.EI).share() > 0.3);
        whole.atOnce("modules-running");
        at(Role.EI, Phase.ENDED, "modules-failed");
        OpenWindow.until(() ->
                blank.desk().bench().view().slots().stream().noneMatch(slot -> slot.state() == SlotView.State.EMPTY));
        blank.idle();
        press();
        at(Role.EI, Phase.SURVEYED, "modules-retried");
        press();
        at(Role.EI, Phase.ENDED, "modules-ended");
        blank.idle();
    }

    private void rotation() throws Exception {
        String pin = Objects.requireNonNull(BlankWindow.PINS.get(PinReference.OPERATOR));
        String reader =
                OpenWindow.fx(() -> blank.desk().bench().view().asUnits().get(0).reader());
        blank.desk().bench().open().orElseThrow().bench().verifyOperator(reader, pin.toCharArray());
        OpenWindow.until(() -> blank.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
        whole.step(StepName.PLAN, "-older-t");
        blank.window().click("plan-rotate");
        OpenWindow.until(() -> blank.desk()
                .job()
                .planProperty()
                .get()
                .filter(plan -> plan.keys() == 15)
                .isPresent());
        whole.look("plan-rotation");
    }

    private PreparationBoard board(Role role) {
        return blank.desk().job().preparation(role).board();
    }

    private void press() {
        OpenWindow.until(() -> !blank.window().find("primary", Button.class).isDisabled());
        blank.window().press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    private void at(Role role, Phase phase, String where) throws IOException {
        OpenWindow.until(() -> board(role).phase() == phase);
        whole.look(where);
    }
}
