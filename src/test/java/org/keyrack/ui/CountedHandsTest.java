package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.CountedHands.Count;

/** How much hands have to do at the window: row 18 of docs/performance.md. */
@Tag("window")
class CountedHandsTest {
    private static final int MODULES = Integer.getInteger("keyrack.continuous.modules", 90);

    @TempDir
    Path folder;

    @Test
    void aNewcomerNeedsFourClicksAndSixDigitsAndTheNextRackOneKey() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            CountedHands hands = new CountedHands(window);
            Count newcomer = hands.newcomer();
            assertTrue(newcomer.clicks() <= 4, newcomer.toString());
            assertEquals(new Count(newcomer.clicks(), 6, 0), newcomer);
            assertEquals(new Count(0, 0, 1), hands.expert());
        }
    }

    @Test
    void aContinuousBatchNeedsNothingAtTheWindow() throws Exception {
        String exportsForAll = RackWindow.rack(15, "none", "[]").replace("exports: 1000", "exports: 100000");
        try (RackWindow rack = RackWindow.open(folder, exportsForAll)) {
            rack.start("{name: Test, load: auto}", true);
            assertEquals(new Count(0, 0, 0), new CountedHands(rack.window()).continuous(MODULES));
            rack.window().click("run-finish");
            rack.awaitEnd();
        }
    }
}
