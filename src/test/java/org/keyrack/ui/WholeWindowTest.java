package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.app.AsSource.Address;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.protocol.AsKind;
import org.keyrack.token.TestAs;
import org.keyrack.token.Tokens;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.settings.WindowPlace;

/**
 * Sixteen slots, every button and every text are whole in every step and state, in every language, in the smallest window and
 * in a usual one. With {@code -Dkeyrack.pictures=FOLDER} it writes a picture of each.
 */
@Tag("window")
class WholeWindowTest {
    /** Sixteen modules: two that say one SN, one of another set, one that is not finished, one that cannot be read. */
    private static final String UNITS = "[ " + RackYaml.modules(12, "0011223344556677") + ", "
            + RackYaml.copy("0011223344556678") + ", " + RackYaml.foreign("00000000000000F0") + ", "
            + RackYaml.loading("0000000000000111") + ", " + RackYaml.modules(1, "0000000000000222") + " ]";

    private static final String FAULTS = "[ { unit: 16, command: GETDATA, do: statusWord, sw: \"6F00\", times: 1000 },"
            + " { unit: 3, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6988\" },"
            + " { unit: 5, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6988\" },"
            + " { unit: 7, command: IMPORTKEY, nth: 1, do: pull },"
            + " { as: 1, command: EXPORTKEY, nth: 14, do: pull, for: 8000 } ]";

    @TempDir
    Path folder;

    private OpenWindow window;
    private WholeLook whole;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutInAnyStepOrState(Language language, int width, int height) throws Exception {
        // As the program does: sentences of exceptions go by it.
        Languages.show(language.locale());
        String name = language.tag() + "-" + width + "x" + height;
        String rack = RackWindow.rack(UNITS, FAULTS)
                .replace("timing: none", "timing: { initiate: 20, export: 900, import: 300 }");
        try (OpenWindow opened = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.reducedMotionProperty().set(true);
            settings.operatorProperty().set("A. Martin");
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            window = opened;
            whole = new WholeLook(opened, name);
            for (StepName page : List.of(StepName.FIRSTRUN, StepName.SETTINGS, StepName.LOG, StepName.ABOUT)) {
                whole.step(page, "");
            }
            OpenWindow.fx(() -> {
                window.desk().bench().openReaders();
                return true;
            });
            OpenWindow.until(() -> window.desk().bench().open().isPresent());
            whole.step(StepName.BENCH, "-stopped");
            before(RackWindow.of(opened), rack);
            run(RackWindow.of(opened));
            after();
            good(RackWindow.of(opened));
        }
        assertEquals(List.of(), whole.cut());
    }

    private void before(RackWindow rack, String yaml) throws Exception {
        rack.insert(folder, yaml);
        whole.step(StepName.BENCH, "");
        whole.step(StepName.ASCARD, "");
        places();
        whole.step(StepName.RACK, "");
        window.press(KeyCode.RIGHT);
        window.press(KeyCode.ENTER);
        whole.look("rack-details");
        window.press(KeyCode.ESCAPE);
        whole.step(StepName.PLAN, "");
        OpenWindow.until(() -> window.desk().job().planProperty().get().isPresent());
        whole.look("plan");
        whole.step(StepName.REVIEW, "");
    }

    /** The step AS with a file of this computer, and with one whose file has gone. */
    private void places() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("bureau").resolve("as of the second set"));
        Path file = TestAs.make(Tokens.HOST, elsewhere);
        add(file);
        OpenWindow.until(() -> window.hasFocus("pin"));
        whole.look("ascard-host");
        window.type("wrong");
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> !window.find("problem", Label.class).getText().isEmpty());
        whole.look("ascard-host-wrong");
        window.click("pin");
        window.type(new String(Tokens.pin()));
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
        whole.look("ascard-host-open");
        whole.step(StepName.BENCH, "-places");
        whole.step(StepName.PLAN, "-host");
        OpenWindow.until(() -> window.desk().job().planProperty().get().isPresent());
        whole.step(StepName.REVIEW, "-host");
        whole.step(StepName.ASCARD, "");
        Files.delete(file);
        window.click("as-remove");
        OpenWindow.until(() -> window.desk().bench().view().slots().stream()
                .allMatch(slot -> slot.place().isEmpty()));
        OpenWindow.fx(() -> {
            window.desk().bench().open().orElseThrow().places().add(new Address(AsKind.HOST, file));
            return true;
        });
        OpenWindow.until(() -> window.find("cards", ComboBox.class).getItems().size() == 2);
        OpenWindow.fx(() -> {
            window.find("cards", ComboBox.class).getSelectionModel().select(0);
            return true;
        });
        OpenWindow.until(() -> window.find("as-trouble", Label.class).getText().contains(file.toString()));
        whole.look("ascard-trouble");
        window.click("as-remove");
        OpenWindow.until(() -> window.desk().bench().view().slots().stream()
                .allMatch(slot -> slot.place().isEmpty()));
    }

    private void add(Path file) {
        OpenWindow.fx(() -> {
            window.desk().bench().add(file, window.desk()::failed);
            return true;
        });
    }

    private void run(RackWindow rack) throws Exception {
        rack.start("{name: Test, load: auto}", false);
        OpenWindow.until(() -> rack.board().keysLoaded() >= 2);
        whole.look("run");
        window.click("run-pause");
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.PAUSED);
        whole.look("run-paused");
        window.click("primary");
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.AS_GONE);
        whole.look("run-as-gone");
        OpenWindow.until(() -> window.desk().runWatch().state() == RunState.AS_BACK);
        whole.look("run-as-back");
        window.type("123456");
        window.press(KeyCode.ENTER);
        rack.awaitEnd();
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RESULTS);
        whole.look("results");
        whole.step(StepName.RUN, "-over");
    }

    private void good(RackWindow rack) throws Exception {
        OpenWindow.fx(() -> {
            window.desk().notices().shown().clear();
            return true;
        });
        rack.insert(folder, RackWindow.rack(16, "{ initiate: 20, export: 100, import: 200 }", "[]"));
        rack.start("{name: Test, load: auto}", true);
        OpenWindow.until(() -> rack.board().keysLoaded() >= 4);
        whole.look("run-continuous");
        window.click("run-finish");
        rack.awaitEnd();
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RESULTS);
        whole.look("results-good");
        window.click("results-virtual");
        // The sentence that names the profile: the fresh modules are planned for.
        OpenWindow.until(() -> window.find("results-next", javafx.scene.control.Label.class)
                .getText()
                .contains("Test"));
        whole.look("results-next-rack");
    }

    private void after() throws IOException {
        whole.step(StepName.HISTORY, "");
        OpenWindow.until(() -> window.find("history-batches", javafx.scene.control.TableView.class)
                        .getItems()
                        .size()
                == 1);
        whole.look("history");
        window.click("primary");
        whole.look("history-batch");
        whole.step(StepName.FLOOR, "");
        OpenWindow.until(() -> !window.find("floor-benches", javafx.scene.layout.VBox.class)
                .getChildren()
                .isEmpty());
        whole.look("floor");
        OpenWindow.fx(() -> {
            window.desk().notices().warn("results.missing", "0011 2233 4455 6678");
            return true;
        });
        // It slides in.
        OpenWindow.until(() -> WholeView.cut("", window.scene()).isEmpty());
        whole.look("notice");
    }
}
