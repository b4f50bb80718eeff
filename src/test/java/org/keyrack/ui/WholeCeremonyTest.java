package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.ceremony.CeremonyPeople;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.keyrack.ui.settings.WindowPlace;

/**
 * Every page of a ceremony is whole ({@link WholeWindowTest}). With {@code -Dkeyrack.pictures=FOLDER} it writes a picture of
 * each, none with anything that was typed.
 */
@Tag("window")
class WholeCeremonyTest {
    private static final String FAULTS =
            "faults: [ { blank: 1, command: LOADCOMPONENT, nth: 2, do: pull, for: 200 } ]\n";

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutFromTheFirstPageToTheRecord(Language language, int width, int height) throws Exception {
        Languages.show(language.locale());
        try (BlankWindow blank = BlankWindow.open(folder, 1, FAULTS, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            WholeLook whole = new WholeLook(blank.window(), language.tag() + "-" + width + "x" + height);
            CeremonyPeople people = new CeremonyPeople(blank);
            whole.step(StepName.CEREMONY, "");
            people.prepare();
            whole.look("ceremony-filled");
            people.press();
            people.phase(Phase.CALLED);
            // As low as a window can be: a full screen is larger.
            OpenWindow.fx(() -> {
                blank.window().stage().setFullScreen(false);
                return true;
            });
            whole.atOnce("ceremony-called");
            people.sit("Anna Berg");
            people.pin(PinReference.OPERATOR, "123123");
            OpenWindow.until(() -> people.job().phase() == Phase.ENTERING
                    && !people.job().remark().isEmpty());
            whole.atOnce("ceremony-pin-refused");
            people.pin(PinReference.OPERATOR, "194735");
            people.sit("Anna Berg");
            people.pin(PinReference.ADMINISTRATOR, "82736451");
            people.sit("Bo Carl");
            people.pin(PinReference.CUSTODIAN, "64738291");
            people.sit("Anna Berg");
            String letter = CeremonyPeople.letter(PreparedFiles.COMPONENTS.get(0));
            people.typeLetter(letter.substring(0, 9) + (letter.charAt(9) == '0' ? '1' : '0'));
            whole.atOnce("ceremony-mistyped");
            blank.window().press(KeyCode.DELETE);
            people.typeLetter(letter);
            blank.window().press(KeyCode.ENTER);
            people.component("Bo Carl", PreparedFiles.COMPONENTS.get(1));
            people.phase(Phase.LOST);
            whole.atOnce("ceremony-lost");
            blank.window().press(KeyCode.ENTER);
            people.component("Anna Berg", PreparedFiles.COMPONENTS.get(0));
            people.component("Bo Carl", PreparedFiles.COMPONENTS.get(1));
            people.sit("Bo Carl");
            whole.atOnce("ceremony-protection");
            people.typeLetter(CeremonyPeople.letter(PublishedBlock.FIRST));
            blank.window().press(KeyCode.ENTER);
            people.component("Anna Berg", PublishedBlock.SECOND);
            people.phase(Phase.ENDED);
            whole.look("ceremony-ended");
            assertEquals(List.of(), whole.cut());
        }
    }
}
