package org.keyrack.ui.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.ShelfSlot;

@Tag("window")
class FirstRunStepTest {
    @TempDir
    Path folder;

    @Test
    void slotsAreLabelledFromTheFirstScreenByPuttingCardsIn() throws Exception {
        try (VirtualRack rack = VirtualRack.of(3);
                OpenWindow window = OpenWindow.open(
                        rack.context(folder),
                        settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            window.click("labels");
            OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.BENCH);
            Label insert = window.find("insert", Label.class);
            OpenWindow.until(() -> insert.getText().equals("Insert a card in slot 1…"));
            OpenWindow.until(() -> window.desk().bench().view().slots().size() == 4
                    && !window.desk().bench().view().reading());
            String last = OpenWindow.fx(
                    () -> window.desk().bench().view().slots().get(3).reader());
            rack.replace(last);
            OpenWindow.until(() -> insert.getText().equals("Insert a card in slot 2…"));
            assertEquals(
                    List.of(new ShelfSlot("1", last)),
                    OpenWindow.fx(() -> List.copyOf(window.desk().settings().shelf())));
        }
    }
}
