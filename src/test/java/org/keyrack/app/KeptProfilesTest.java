package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;

class KeptProfilesTest {
    private static final byte[] WRITTEN =
            "# by hand\nname: Fuel\nload: [ { ref1: 3, ref2: 5 } ]\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Profile profile;
    private KeptProfiles kept;

    @BeforeEach
    void written() throws Exception {
        profile = ProfileFile.parse(WRITTEN, "test");
        kept = new KeptProfiles(folder.resolve("profiles"));
    }

    @Test
    void aProfileIsFoundByTheHashOfTheFileItCameFrom() {
        assertEquals(Optional.empty(), kept.find(profile.hash(), List.of()));
        kept.keep(profile);
        kept.keep(profile);
        assertEquals(Optional.of(profile), kept.find(profile.hash(), List.of()));
        assertEquals(
                Optional.of(ProfileFile.demo()), kept.find(ProfileFile.demo().hash(), List.of()));
    }

    @Test
    void aFileThatWasUsedIsFoundAndOneThatCannotBeReadIsPassedOver() throws Exception {
        Path file = Files.write(folder.resolve("fuel.keyrack"), WRITTEN);
        assertEquals(Optional.of(profile), kept.find(profile.hash(), List.of(folder.resolve("none.keyrack"), file)));
    }

    @Test
    void aKeptProfileThatWasChangedIsNotTakenForTheBatchsOwn() throws Exception {
        kept.keep(profile);
        try (Stream<Path> files = Files.list(folder.resolve("profiles"))) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).replace("ref2: 5", "ref2: 6"));
        }
        assertEquals(Optional.empty(), kept.find(profile.hash(), List.of()));
    }
}
