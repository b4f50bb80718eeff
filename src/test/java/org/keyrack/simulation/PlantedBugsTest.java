package org.keyrack.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that would not find these mistakes would not be worth its time. */
@Tag("simulation")
class PlantedBugsTest {
    private static final int SEEDS = 10_000;

    @ParameterizedTest
    @EnumSource
    void theSimulationFindsAMistakeThatIsPutIn(PlantedBug bug, @TempDir Path folder) throws Exception {
        PlantedBugs planted = new PlantedBugs(bug, folder);
        Optional<PlantedBugs.Found> found = planted.look(bug.seed(), 1);
        if (found.isEmpty()) {
            // What seeds draw has changed; the first that finds it now is to be written beside the bug.
            found = planted.look(0, SEEDS);
        }
        assertTrue(found.isPresent(), "no seed finds " + bug);
        System.out.println(bug + ": found by seed " + found.get().seed() + ": "
                + found.get().what());
    }
}
