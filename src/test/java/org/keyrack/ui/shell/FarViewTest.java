package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.Picture;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.ScriptedReaders;
import org.keyrack.ui.WholeView;
import org.keyrack.ui.desk.StepName;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rack on the whole screen. */
@Tag("window")
class FarViewTest {
    /** Of the foot and of the status bar. */
    private static final String[] FRAME = {"primary", "version"};

    @TempDir
    Path folder;

    private static boolean shown(RackWindow rack, String id) {
        return OpenWindow.fx(
                () -> shown(Objects.requireNonNull(rack.window().scene().lookup("#" + id), id)));
    }

    private static FontIcon icon(RackWindow rack) {
        return (FontIcon) rack.window().scene().lookup(".tile .ikonli-font-icon");
    }

    private static boolean shown(Node node) {
        return node.isVisible() && (node.getParent() == null || shown(node.getParent()));
    }

    static Stream<Arguments> racks() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(1, 16, 32).map(modules -> Arguments.of(language, modules)));
    }

    @ParameterizedTest
    @MethodSource("racks")
    void everyTileIsWholeAndTheFrameIsGoneUntilTheKeyIsPressedAgain(Language language, int modules) throws Exception {
        try (RackWindow rack = RackWindow.open(
                folder,
                RackWindow.rack(modules, "none", "[]"),
                settings -> settings.languageProperty().set(Optional.of(language)))) {
            rack.start("{name: Test, load: auto}", false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            assertTrue(shown(rack, "version"));
            rack.window().press(KeyCode.F11);
            OpenWindow.until(() -> rack.window().stage().isFullScreen());
            assertEquals(
                    StepName.RUN,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            OpenWindow.frames(3);
            for (String id : FRAME) {
                assertFalse(shown(rack, id), id);
            }
            OpenWindow.until(() -> WholeView.cut("far", rack.window().scene()).isEmpty());
            assertEquals(
                    modules,
                    OpenWindow.fx(() -> rack.window().scene().getRoot().lookupAll(".tile").stream()
                                    .filter(FarViewTest::shown)
                                    .count())
                            .intValue());
            if (modules == 1) {
                // From two metres a state is told by its icon as well.
                OpenWindow.until(() -> icon(rack).getIconSize() > 40
                        && icon(rack).getFont().getFamily().startsWith("Material"));
            }
            String pictures = System.getProperty("keyrack.pictures", "");
            if (!pictures.isEmpty()) {
                Picture.write(
                        OpenWindow.fx(() -> rack.window().scene().snapshot(null)),
                        Path.of(pictures, "far-" + modules + "-" + language.tag() + ".png"));
            }
            rack.window().press(KeyCode.ESCAPE);
            OpenWindow.until(() -> !rack.window().stage().isFullScreen());
            assertTrue(shown(rack, "version"));
            assertEquals(modules, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void itDoesNotBeginWithoutARack() throws Exception {
        try (OpenWindow window = OpenWindow.open(
                WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED)), settings -> {})) {
            window.press(KeyCode.F11);
            assertFalse(OpenWindow.fx(() -> window.stage().isFullScreen()));
        }
    }
}
