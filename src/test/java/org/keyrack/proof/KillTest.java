package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortened round of {@link KillHarness}; its main class runs the whole of it. */
@Tag("pcsc")
class KillTest {
    @TempDir
    Path folder;

    @Test
    void aKilledProgramLosesNoKeyAndCountsNoneTwice() throws Exception {
        KillHarness.Result result =
                KillHarness.run(folder, KillPoint.values().length, 1, System.nanoTime(), running -> {});
        assertAll(
                result.toString(),
                () -> assertEquals(List.of(), result.findings()),
                () -> assertEquals(KillPoint.values().length, result.kills()),
                () -> assertEquals(0, result.lost()),
                () -> assertEquals(0, result.twice()),
                () -> assertEquals(0, result.open()));
    }
}
