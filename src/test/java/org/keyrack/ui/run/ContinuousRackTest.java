package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;

/** Modules one after another in continuous mode: 90, or as many as -Dkeyrack.continuous.modules says. */
@Tag("window")
class ContinuousRackTest {
    private static final int MODULES = Integer.getInteger("keyrack.continuous.modules", 90);
    private static final int SLOTS = 15;

    @TempDir
    Path folder;

    @Test
    void everyModuleThatComesIsLoadedWithoutAClick() throws Exception {
        String exportsForAll = RackWindow.rack(SLOTS, "none", "[]").replace("exports: 1000", "exports: 100000");
        try (RackWindow rack = RackWindow.open(folder, exportsForAll)) {
            rack.start("{name: Test, load: auto}", true);
            OpenWindow.until(() -> rack.count(ModuleClass.DONE) == SLOTS);
            rack.window().click("run-auto-replace");
            for (int awaited = 2 * SLOTS; awaited <= MODULES; awaited += SLOTS) {
                int now = awaited;
                OpenWindow.until(() -> rack.count(ModuleClass.DONE) >= now);
            }
            rack.window().click("run-finish");
            rack.awaitEnd();
            int units = OpenWindow.fx(() -> rack.board().units().size());
            assertEquals(units, rack.count(ModuleClass.DONE));
            assertEquals(2 * units, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }
}
