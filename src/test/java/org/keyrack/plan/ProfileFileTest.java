package org.keyrack.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;

class ProfileFileTest {
    private static Profile parse(String yaml) throws ProfileException {
        return ProfileFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test.yaml");
    }

    @Test
    void aProfileListsItsDownloads() throws ProfileException {
        Profile profile = parse("name: Test\nload: [ { ref1: 3, ref2: 5 }, { ref1: 16, ref2: 0 } ]\n"
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
                "'load: auto' | line 1: the field “name” is missing",
                "'{name: A}' | line 1: the field “load” is missing",
                "'{name: A, load: []}' | line 1, load: the list is empty",
                "'{name: A, load: [3]}' | line 1, load[0]: here stands a single value",
                "'{name: A, load: {}}' | load",
                "'{name: A, load: all}' | load: this is none of the words that are allowed here. Write one of auto",
                "'{name: A, load: [{ref1: 3}]}' | load[0]: the field “ref2” is missing",
                "'{name: A, load: [{ref1: 0, ref2: 1}]}' | load[0].ref1: the number is out of range. Write a number from 1 to 65535",
                "'{name: A, load: [{ref1: 1, ref2: 65536}]}' | load[0].ref2: the number is out of range. Write a number from 0 to 65535",
                "'{name: A, load: [{ref1: one, ref2: 1}]}' | load[0].ref1: this is no whole number",
                "'{name: A, load: [{ref1: 1, ref2: 1}, {ref1: 2, ref2: 1}]}' | a second time",
                "'{name: A, load: [{ref1: 1, ref2: 1, reff: 2}]}' | load[0].reff: there is no field “reff” here",
                "'{name: A, load: auto, loads: 1}' | loads: there is no field",
                "'{name: A, name: B, load: auto}' | the field “name” stands here twice",
                "'{name: A, load: auto, onOccupied: overwrite}' | Write one of replace, skip, fail",
                "'{name: A, load: auto, onOccupied: 1}' | onOccupied",
                "'{name: A, load: auto, stopAfterFailures: -1}' | stopAfterFailures: this is no whole number",
                "'{name: A, load: auto, stopAfterFailures: true}' | stopAfterFailures: this is no whole number",
                "'{name: \"  \", load: auto}' | name: the text has not the right form",
                "'{name: [A], load: auto}' | name",
                "'{name: , load: auto}' | name: the text has not the right form",
                "'{name: !!str A, load: auto}' | tags",
                "'{name: &a A, load: auto}' | anchors",
                "'{name: A, load: auto, <<: {onOccupied: skip}}' | merge keys",
                "'{name: A, load: auto} --- {}' | YAML",
                "'{name: A' | not valid YAML",
                "'{name: A, load: [{ref1: [3], ref2: 5}]}' | line 1, load[0].ref1: here stands a list and not a single value",
                "'- a' | here stands",
                "'' | here stands nothing",
            })
    void aBrokenProfileIsRefusedWithItsPlace(String yaml, String message) {
        ProfileException refused = assertThrows(ProfileException.class, () -> parse(yaml));
        assertTrue(refused.getMessage().startsWith("test.yaml"), refused.getMessage());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    /** YAML readers take each of these for another number, or for a text; in a file on paper they are read as they look. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "010",
                "00",
                "0x05",
                "0o10",
                "0b1",
                "1_1",
                "1.0",
                "1e3",
                "1E3",
                "+1",
                "-0",
                "1:30",
                "٣",
                "５",
                "\"3\"",
                "'3'",
                "3.",
                ".5",
                ".inf",
                "1,5",
                "~",
                "2026-01-01",
                "yes",
                "1 0",
                "99999999999999999999"
            })
    void aNumberThatCouldMeanAnotherIsRefusedWithItsPlace(String number) {
        for (String field : List.of("ref1", "ref2")) {
            String other = field.equals("ref1") ? "ref2" : "ref1";
            ProfileException refused = assertThrows(
                    ProfileException.class,
                    () -> parse("name: A\nload:\n  - " + other + ": 1\n    " + field + ": " + number + "\n"));
            assertTrue(refused.getMessage().startsWith("test.yaml, line 4, load[0]." + field), refused.getMessage());
        }
        assertThrows(ProfileException.class, () -> parse("name: A\nload: auto\nstopAfterFailures: " + number + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "010", "yes", "1.0", "true", "2026-01-01", "No", "12_3", "1:30"})
    void aNameIsWhatIsWritten(String name) throws ProfileException {
        assertEquals(name, parse("name: " + name + "\nload: auto\n").name());
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreNoFault() throws ProfileException {
        assertEquals("A", parse("\uFEFFname: A\r\nload: auto\r\n").name());
    }

    @Test
    void hostileFilesAreRefusedAtOnce() {
        for (String hostile : List.of(
                "name: A\nload: " + "[".repeat(200_000),
                "name: A\nload: " + "{a: ".repeat(60_000),
                "name: A\nload: auto\n" + "- ".repeat(100_000),
                "name: " + "a".repeat(250_000) + "\nload: auto\n",
                "? ".repeat(100_000),
                "a: &a [1]\nb: [*a,*a]\n")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> assertThrows(ProfileException.class, () -> parse(hostile)));
        }
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        ProfileException refused =
                assertThrows(ProfileException.class, () -> ProfileFile.read(folder.resolve("none.yaml")));
        assertTrue(refused.getMessage().contains("there is no such file"));
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
