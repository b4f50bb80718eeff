package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.plan.Plan;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;

/** Real modules are loaded by a profile that somebody can read again, and by no draft. */
@Tag("rack")
class ProfileOfRealReadersTest {
    private static final String PROFILE = "{name: Gate, load: auto}";

    @TempDir
    Path folder;

    @Test
    void aDraftLoadsNoRealModuleAndItsFileDoes() throws Exception {
        try (Rack rack = Rack.of(1, "[]", NotSimulated::new)) {
            Plan plan = rack.plan(PROFILE);
            InputException refused = assertThrows(InputException.class, () -> rack.start(plan, event -> {}));
            assertTrue(refused.getMessage().contains("Save it to a file"), refused.getMessage());
            assertEquals(List.of(), rack.journal.of(BatchStarted.class));
            Path other = Files.writeString(folder.resolve("other.keyrack"), "{name: Other, load: auto}");
            Path own = Files.writeString(folder.resolve("gate.keyrack"), PROFILE);
            LoadRun load = rack.batches.start(
                    plan,
                    new Batches.Options("tester", false, Optional.empty(), List.of(other, own), Set.of()),
                    event -> {});
            assertTrue(load.end().get(30, TimeUnit.SECONDS).complete());
        }
    }

    /** The virtual readers, which say that they are real. */
    private static final class NotSimulated extends ForwardingReaders {
        NotSimulated(Readers readers) {
            super(readers);
        }

        @Override
        public boolean simulated() {
            return false;
        }
    }
}
