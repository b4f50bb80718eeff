package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.settings.Language;

@Tag("window")
class ShellTest {
    @TempDir
    Path folder;

    @Test
    void firstStartShowsAFirstScreenAndNoBlankWindow() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Language.ENGLISH))) {
            assertEquals("Welcome to KeyRack", window.find("title", Label.class).getText());
        }
    }

    @Test
    void languageChangesWithoutARestart() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Language.ENGLISH))) {
            OpenWindow.fx(() -> {
                window.desk().settings().languageProperty().set(Language.FRENCH);
                return true;
            });
            assertEquals(
                    "Bienvenue dans KeyRack", window.find("title", Label.class).getText());
        }
    }
}
