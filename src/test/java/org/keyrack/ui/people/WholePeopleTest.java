package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.Picture;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.WholeView;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.WindowPlace;

/** Every text of the people's dialogs and their page is whole, in every language, in the smallest window, light and dark. */
@Tag("window")
class WholePeopleTest {
    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();
    private final List<String> cut = new ArrayList<>();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private void look(PeopleBench bench, Language language, String where) throws IOException {
        OpenWindow.until(() -> bench.desk().background().runningProperty().get() == 0);
        OpenWindow.frames(3);
        String name = where + "-" + language.tag();
        String pictures = System.getProperty("keyrack.pictures", "");
        int number = 0;
        for (Scene scene : OpenWindow.fx(() -> scenes(bench))) {
            cut.addAll(OpenWindow.fx(() -> WholeView.cut(name, scene)));
            if (!pictures.isEmpty()) {
                Picture.write(OpenWindow.fx(() -> scene.snapshot(null)), Path.of(pictures, name + number++ + ".png"));
            }
        }
    }

    private static List<Scene> scenes(PeopleBench bench) {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Stage stage
                        && (stage == bench.window.stage() || stage.getOwner() == bench.window.stage()))
                .map(Window::getScene)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nothingIsCut(Language language) throws Exception {
        Languages.show(language.locale());
        PeopleBench.people(folder, PeopleBench.ADA);
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1), settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.themeProperty().set(language == Language.GERMAN ? Theme.DARK : Theme.LIGHT);
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, 1000, 600, false)));
        })) {
            bench.awaitDialog();
            look(bench, language, "sign-in");
            bench.enter("nobody", "000000");
            OpenWindow.until(() -> bench.said().length() > 40);
            look(bench, language, "sign-in-wrong");
            bench.signIn(PeopleBench.ADA);
            bench.window.go(StepName.PEOPLE);
            look(bench, language, "people");
            bench.ledger().orders().require(true, PeopleBench.ADA);
            bench.openAs();
            bench.load();
            bench.awaitDialog();
            look(bench, language, "release");
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            bench.awaitDialog();
            look(bench, language, "lock");
        }
        assertEquals(List.of(), cut);
    }
}
