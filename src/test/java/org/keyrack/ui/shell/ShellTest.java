package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;

@Tag("window")
class ShellTest {
    @TempDir
    Path folder;

    @Test
    void firstStartShowsAFirstScreenAndNoBlankWindow() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            assertEquals("Welcome to KeyRack", window.find("title", Label.class).getText());
        }
    }

    @Test
    void languageChangesWithoutARestart() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            OpenWindow.fx(() -> {
                window.desk().settings().languageProperty().set(Optional.of(Language.FRENCH));
                return true;
            });
            assertEquals(
                    "Bienvenue dans KeyRack", window.find("title", Label.class).getText());
        }
    }
}
