package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;

/** A key that comes to a ceremony in a published key block (TR-31:2018, A.7.4), and the people of its protection key. */
@Tag("rack")
class CeremonyBlockTest {
    @TempDir
    Path folder;

    private CeremonyRack ceremony;
    private PreparedFiles files;

    @BeforeEach
    void makeFiles() throws Exception {
        ceremony = new CeremonyRack(folder);
        files = ceremony.files();
        files.write("as.yaml", PublishedBlock.plan());
        files.write("ta3.tr31", PublishedBlock.BLOCK + "\n");
    }

    /** The script as the program drafts it, with the KCVs that its holders fill in. */
    private Path script() throws Exception {
        Path script = folder.resolve("script.yaml");
        Files.deleteIfExists(script);
        CommandRun run = ceremony.draft(
                script,
                "--key-block",
                "3=" + folder.resolve("ta3.tr31"),
                "--administrator",
                "Anna",
                "--custodian",
                "Bo",
                "--as-operator",
                "Cy",
                "--holder",
                "Di",
                "--holder",
                "Ed");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        List<String> kcvs = Stream.concat(PreparedFiles.COMPONENTS.stream(), PublishedBlock.PROTECTION.stream())
                .map(PreparedFiles::kcvOf)
                .toList();
        return ceremony.filled(script, kcvs);
    }

    private CommandRun enter(Path script, List<String> protection) throws Exception {
        String[] t = ceremony.letters("--component", "T1", PreparedFiles.COMPONENTS);
        String[] block = ceremony.letters("--block-component", "3", protection);
        return ceremony.enter(script, CeremonyRack.PINS, CommandRun.join(List.of(t), block));
    }

    private String events() throws Exception {
        return ceremony.rack().lines();
    }

    private void assertKeyIsNotThere(CommandRun run) {
        assertEquals(ExitCode.UNITS_FAILED, run.exitCode(), run.err());
        assertFalse(ceremony.rack().run("inspect", "--json").out().contains("\"ref1\":3"), "the card has the key");
    }

    @Test
    void peopleOfTheProtectionKeyOpenTheBlockAndTheCardHasItsKey() throws Exception {
        Path script = script();
        assertTrue(Files.readString(script).contains("block: \"3\", file: \"ta3.tr31\""), Files.readString(script));
        CommandRun run = enter(script, PublishedBlock.PROTECTION);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String kcv = PreparedFiles.kcvOf(PublishedBlock.KEY);
        assertTrue(run.err().contains("The card has the key 3, KCV " + kcv), run.err());
        String events = events();
        assertTrue(events.contains("\"act\":\"protection\""), events);
        assertTrue(events.contains("\"object\":\"3 2\",\"package\":\"\",\"person\":\"Ed\""), events);
        assertTrue(events.contains("\"act\":\"block\""), events);
        String shown = (events + run.err() + run.out()).toUpperCase(Locale.ROOT);
        for (String secret :
                List.of(PublishedBlock.KEY, PublishedBlock.KBPK, PublishedBlock.FIRST, PublishedBlock.SECOND)) {
            assertEquals(-1, shown.indexOf(secret));
        }
        assertTrue(ceremony.record(script).contains("Key block of 3 opened"));
    }

    @Test
    void alteredBlockOrOneOfAnotherKeyIsRefusedAndTheCardHasNothingOfIt() throws Exception {
        files.write("ta3.tr31", PublishedBlock.altered());
        CommandRun altered = enter(script(), PublishedBlock.PROTECTION);
        assertTrue(altered.err().contains("ta3.tr31 was altered, or is under another protection key"), altered.err());
        assertKeyIsNotThere(altered);

        files.write("ta3.tr31", PublishedBlock.BLOCK);
        files.write("as.yaml", PublishedBlock.plan("123456"));
        CommandRun other = enter(script(), PublishedBlock.PROTECTION);
        assertTrue(other.err().contains("and the plan has 123456"), other.err());
        assertKeyIsNotThere(other);
    }

    @Test
    void componentOfAnotherLetterIsRefusedBeforeTheBlockIsOpened() throws Exception {
        CommandRun run = enter(script(), List.of(PublishedBlock.SECOND, PublishedBlock.FIRST));
        assertTrue(run.err().contains("This is not component 1 of the key that protects the block of 3"), run.err());
        assertKeyIsNotThere(run);
    }

    @Test
    void whatIsNoBlockOfVersionDIsRefusedBeforeAnybodyIsCalled() throws Exception {
        Path script = script();
        files.write("ta3.tr31", PublishedBlock.BLOCK.replaceFirst("D", "B"));
        CommandRun version = enter(script, PublishedBlock.PROTECTION);
        assertEquals(ExitCode.USAGE, version.exitCode(), version.err());
        assertTrue(version.err().contains("no key block of version D"), version.err());
        Files.delete(folder.resolve("ta3.tr31"));
        assertEquals(ExitCode.USAGE, enter(script, PublishedBlock.PROTECTION).exitCode());
        assertFalse(Files.exists(ceremony.rack().ledger()), "nothing was begun");
    }

    @Test
    void cardThatIsPulledWhileItTakesTheKeyBeginsWithThePeopleOfTheProtectionKeyAgain() throws Exception {
        ceremony.rack().faults("faults: [ { blank: 1, command: LOADCOMPONENT, nth: 4, do: pull, for: 200 } ]\n");
        List<String> twice = new java.util.ArrayList<>(PublishedBlock.PROTECTION);
        twice.addAll(PublishedBlock.PROTECTION);
        CommandRun run = enter(script(), twice);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String events = events();
        assertEquals(3, events.split("\"act\":\"block\"", -1).length, "the block was opened twice");
    }
}
