package org.keyrack.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;

class ProfileFileTest {
    private static Profile parse(String yaml) throws ProfileException {
        return ProfileFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test.yaml");
    }

    @Test
    void aProfileListsItsDownloads() throws ProfileException {
        Profile profile = parse("name: Test\nload: [ { ref1: 3, ref2: 5 }, { ref1: 0x10, ref2: 0 } ]\n"
                + "onOccupied: replace\nstopAfterFailures: 4\n");
        assertEquals("Test", profile.name());
        assertEquals(List.of(new Load(3, 5), new Load(16, 0)), profile.loads());
        assertEquals(OnOccupied.REPLACE, profile.onOccupied());
        assertEquals(4, profile.stopAfterFailures());
    }

    @Test
    void theHashIsThatOfTheBytes() throws ProfileException {
        assertEquals(
                parse("name: A\nload: auto\n").hash(),
                parse("name: A\nload: auto\n").hash());
        assertTrue(!parse("name: A\nload: auto\n")
                .hash()
                .equals(parse("name: A\nload: auto \n").hash()));
    }

    @Test
    void theDemoProfileIsAutomatic() {
        assertTrue(ProfileFile.demo().automatic());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'load: auto' | name is missing",
                "'{name: A}' | load is neither auto nor a list",
                "'{name: A, load: []}' | load is neither auto nor a list",
                "'{name: A, load: [3]}' | load[0] is no pair",
                "'{name: A, load: [{ref1: 3}]}' | load[0].ref2 is missing",
                "'{name: A, load: [{ref1: 0, ref2: 1}]}' | load[0].ref1 is no number from 1 to 65535",
                "'{name: A, load: [{ref1: 1, ref2: 65536}]}' | load[0].ref2 is no number from 0 to 65535",
                "'{name: A, load: [{ref1: one, ref2: 1}]}' | load[0].ref1 is no number",
                "'{name: A, load: [{ref1: 1, ref2: 1}, {ref1: 2, ref2: 1}]}' | a second time",
                "'{name: A, load: [{ref1: 1, ref2: 1, reff: 2}]}' | load[0].reff is not known here",
                "'{name: A, load: auto, loads: 1}' | loads is not known here",
                "'{name: A, name: B, load: auto}' | not valid YAML",
                "'{name: A, load: auto, onOccupied: overwrite}' | onOccupied is not known",
                "'{name: A, load: auto, stopAfterFailures: -1}' | stopAfterFailures is no number",
                "'{name: A' | not valid YAML",
                "'- a' | a profile is a list of fields",
                "'' | a profile is a list of fields",
            })
    void aBrokenProfileIsRefusedWithItsPlace(String yaml, String message) {
        ProfileException refused = assertThrows(ProfileException.class, () -> parse(yaml));
        assertTrue(refused.getMessage().startsWith("test.yaml"), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        ProfileException refused =
                assertThrows(ProfileException.class, () -> ProfileFile.read(folder.resolve("none.yaml")));
        assertTrue(refused.getMessage().contains("There is no file"));
    }

    @Test
    void hostileBytesAreRefusedAndNeverFailOtherwise() {
        Random random = new Random(1);
        byte[] good = "name: Test\nload: [ { ref1: 3, ref2: 5 } ]\nonOccupied: skip\n".getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                ProfileFile.parse(bytes, "fuzz");
            } catch (ProfileException expected) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "most mutations break the profile, refused " + refused);
    }
}
