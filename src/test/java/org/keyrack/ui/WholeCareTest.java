package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.app.SlotView;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.WindowPlace;

/**
 * The pages of Care of this AS, of an audit and of who holds which T are whole in every language, and no larger than the
 * window. With {@code -Dkeyrack.pictures=FOLDER} it writes a picture of each.
 */
@Tag("window")
class WholeCareTest {
    private static final String KEYS =
            "keys: [ { ref: 3, label: FIDELITY DEBIT, appId: \"0101\", type: AES-128, version: 2,"
                    + " value: \"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf\", exports: 1000 },"
                    + " { ref: 4, label: FIDELITY CREDIT, appId: \"0102\", type: AES-128, version: 2,"
                    + " value: \"b0b1b2b3b4b5b6b7b8b9babbbcbdbebf\" } ]";
    static final String RACK = "sets: [ { slot: 1, transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 },"
            + " { slot: 2, transportKey: \"101112131415161718191a1b1c1d1e1f\", version: 2 } ]\n"
            + "as: [ { id: \"00000001\", label: SET 7, operatorPin: \"123456\", adminPin: \"87654321\", " + KEYS
            + " },"
            + " { id: \"00000002\", label: SET 7 B, operatorPin: \"123456\", adminPin: \"87654321\", state: LOADING, "
            + KEYS + " } ]\n"
            + "units: { count: 2, firstSerial: \"0011223344556677\", locations: ["
            + " { ref: 5, appId: \"0101\", types: [AES-128] } ] }\ntiming: none\n"
            + "faults: [ { as: 1, command: VERIFYRECEIPT, do: statusWord, sw: \"6300\" } ]\n";

    @TempDir
    Path folder;

    private final List<String> cut = new ArrayList<>();
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutInWhatIsDoneToAnAs(Language language, int width, int height) throws Exception {
        Languages.show(language.locale());
        String name = language.tag() + "-" + width + "x" + height;
        try (RackWindow rack = RackWindow.open(folder, RACK, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            rack.start("{name: Test, load: auto}", false);
            rack.awaitEnd();
            idle(rack);
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.ASCARD));
            WholeLook page = new WholeLook(rack.window(), name);
            page.look("care-ascard");
            for (String item : List.of("CHANGE", "UNBLOCK", "EXPORTS", "RETIRE", "SECOND", "keys")) {
                item(rack, item);
                look(rack, "care-" + item + "-" + name, item.equals("keys") ? "keys-close" : "care-no", width, height);
            }
            OpenWindow.fx(() -> {
                rack.window().find("cards", ComboBox.class).getSelectionModel().select(1);
                return true;
            });
            item(rack, "WORK");
            look(rack, "care-WORK-" + name, "care-no", width, height);
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY));
            page.look("care-history");
            rack.window().click("history-audit");
            OpenWindow.until(
                    () -> !rack.window().find("audit-yes", Button.class).isDisabled());
            OpenWindow.fx(() -> {
                rack.window().find("audit-yes", Button.class).fire();
                return true;
            });
            OpenWindow.until(() -> !rack.window().find("audit-no", Button.class).isDisabled());
            look(rack, "care-audit-" + name, "audit-no", width, height);
            cut.addAll(page.cut());
        }
        assertEquals(List.of(), cut);
    }

    private static void idle(RackWindow rack) {
        OpenWindow.until(() -> rack.desk().background().runningProperty().get() == 0
                && rack.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
    }

    private static void item(RackWindow rack, String item) {
        OpenWindow.fx(() -> {
            rack.window().find("as-care", MenuButton.class).getItems().stream()
                    .filter(each -> ("care-" + item).equals(each.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return true;
        });
        OpenWindow.until(() -> Window.getWindows().size() == 2);
    }

    /** Looks at the page in front, and closes it. */
    private void look(RackWindow rack, String where, String leave, int width, int height) throws IOException {
        OpenWindow.until(() -> rack.desk().background().runningProperty().get() == 0);
        WholeLook.inEachTheme(rack.window(), theme -> lookAt(where + theme, width, height));
        OpenWindow.fx(() -> {
            rack.window().find(leave, Button.class).fire();
            return true;
        });
        OpenWindow.until(() -> Window.getWindows().size() == 1);
    }

    private void lookAt(String where, int width, int height) throws IOException {
        Window page = OpenWindow.fx(() -> Window.getWindows().get(1));
        Scene scene = page.getScene();
        cut.addAll(OpenWindow.fx(() -> WholeView.cut(where, scene)));
        if (page.getWidth() > width || page.getHeight() > height) {
            cut.add(where + " is " + page.getWidth() + "x" + page.getHeight());
        }
        String pictures = System.getProperty("keyrack.pictures", "");
        if (!pictures.isEmpty()) {
            Picture.write(OpenWindow.fx(() -> scene.snapshot(null)), Path.of(pictures, where + ".png"));
        }
    }
}
