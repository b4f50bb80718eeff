package org.keyrack.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SlowDiskTest {
    private static final int MILLISECONDS = 300;

    @Test
    void anFsyncUnderTheLibraryTakesAtLeastTheTimeGiven(@TempDir Path folder) throws Exception {
        Optional<Path> library = SlowDisk.library(folder);
        assumeTrue(library.isPresent(), "needs a C compiler");
        ProcessBuilder sync = new ProcessBuilder(
                "sync", Files.createFile(folder.resolve("file")).toString());
        sync.environment().put("LD_PRELOAD", library.get().toString());
        sync.environment().put("KEYRACK_SYNC_MS", Integer.toString(MILLISECONDS));
        long begun = System.nanoTime();
        assertEquals(0, sync.inheritIO().start().waitFor());
        assertTrue(System.nanoTime() - begun >= MILLISECONDS * 1_000_000L);
    }
}
