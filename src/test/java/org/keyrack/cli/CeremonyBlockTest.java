package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** A key that comes to a ceremony in a published key block (TR-31:2018, A.7.4), and the people of its protection key. */
@Tag("rack")
class CeremonyBlockTest {
    private static final String OTHER = PreparedFiles.joined(KeyBlockCommandTest.KBPK, KeyBlockCommandTest.MASK);
    private static final List<String> PROTECTION = List.of(KeyBlockCommandTest.MASK, OTHER);

    @TempDir
    Path folder;

    private BlankRack rack;
    private PreparedFiles files;

    @BeforeEach
    void makeFiles() throws Exception {
        rack = new BlankRack(folder, 1);
        files = rack.files();
        plan(PreparedFiles.kcvOf(KeyBlockCommandTest.KEY));
        files.write("ta3.tr31", KeyBlockCommandTest.BLOCK + "\n");
    }

    private void plan(String kcv) throws Exception {
        files.write(
                "as.yaml",
                PreparedFiles.asPlan()
                        .replace(
                                "exports: 1000 }\n  - { ref: 4",
                                "exports: 1000, components: 3, kcv: \"" + kcv + "\" }\n  - { ref: 4"));
    }

    /** The script as the program drafts it, with the KCVs that its holders fill in. */
    private Path script() throws Exception {
        Path script = folder.resolve("script.yaml");
        Files.deleteIfExists(script);
        CommandRun run = CommandRun.of(
                "ceremony",
                "new",
                "--plan",
                folder.resolve("as.yaml").toString(),
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
                "Ed",
                "--ledger",
                rack.ledger().toString(),
                "--out",
                script.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String text = Files.readString(script);
        for (String kcv : List.of(
                PreparedFiles.kcvOf(PreparedFiles.COMPONENTS.get(0)),
                PreparedFiles.kcvOf(PreparedFiles.COMPONENTS.get(1)),
                PreparedFiles.kcvOf(PROTECTION.get(0)),
                PreparedFiles.kcvOf(PROTECTION.get(1)))) {
            text = text.replaceFirst("kcv: \"\"", "kcv: \"" + kcv + "\"");
        }
        return Files.writeString(script, text);
    }

    private CommandRun enter(Path script, List<String> protection, String... more) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(
                script.toString(),
                "--new-keys-file",
                files.keys().toString(),
                "--cap",
                files.cap().toString(),
                "--accept-hash",
                files.hash(),
                "--ledger",
                rack.ledger().toString(),
                "--no-second-as",
                "--component",
                "T1=" + files.component(0),
                "--component",
                "T1=" + files.component(1),
                "--operator-pin-file",
                files.secret("operator", "194735").toString(),
                "--admin-pin-file",
                files.secret("admin", "82736451").toString(),
                "--custodian-pin-file",
                files.secret("custodian", "64738291").toString()));
        for (String hex : protection) {
            String name = "letter" + all.size();
            all.addAll(List.of("--block-component", "3=" + files.secret(name, hex + " " + PreparedFiles.kcvOf(hex))));
        }
        all.addAll(List.of(more));
        return rack.run("ceremony", "enter", all.toArray(String[]::new));
    }

    private String events() throws Exception {
        Path lines = folder.resolve("lines");
        CommandRun run = CommandRun.of(
                "ledger",
                "export",
                "--ledger",
                rack.ledger().toString(),
                "--format",
                "jsonl",
                "--out",
                lines.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String read = Files.readString(lines);
        Files.delete(lines);
        return read;
    }

    private void assertKeyIsNotThere(CommandRun run) {
        assertEquals(ExitCode.UNITS_FAILED, run.exitCode(), run.err());
        assertFalse(rack.run("inspect", "--json").out().contains("\"ref1\":3"), "the card has the key");
    }

    @Test
    void peopleOfTheProtectionKeyOpenTheBlockAndTheCardHasItsKey() throws Exception {
        Path script = script();
        assertTrue(Files.readString(script).contains("block: \"3\", file: \"ta3.tr31\""), Files.readString(script));
        CommandRun run = enter(script, PROTECTION);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String kcv = PreparedFiles.kcvOf(KeyBlockCommandTest.KEY);
        assertTrue(run.err().contains("The card has the key 3, KCV " + kcv), run.err());
        String events = events();
        assertTrue(events.contains("\"act\":\"protection\""), events);
        assertTrue(events.contains("\"object\":\"3 2\",\"package\":\"\",\"person\":\"Ed\""), events);
        assertTrue(events.contains("\"act\":\"block\""), events);
        String shown = (events + run.err() + run.out()).toUpperCase(Locale.ROOT);
        for (String secret :
                List.of(KeyBlockCommandTest.KEY, KeyBlockCommandTest.KBPK, PROTECTION.get(0), PROTECTION.get(1))) {
            assertEquals(-1, shown.indexOf(secret));
        }
        Path pdf = folder.resolve("record.pdf");
        CommandRun record = CommandRun.of(
                "ceremony",
                "record",
                script.toString(),
                "--ledger",
                rack.ledger().toString(),
                "--out",
                pdf.toString());
        assertEquals(ExitCode.DONE, record.exitCode(), record.err());
    }

    @Test
    void alteredBlockOrOneOfAnotherKeyIsRefusedAndTheCardHasNothingOfIt() throws Exception {
        files.write("ta3.tr31", KeyBlockCommandTest.BLOCK.replace("B826", "B827"));
        CommandRun altered = enter(script(), PROTECTION);
        assertTrue(altered.err().contains("ta3.tr31 was altered, or is under another protection key"), altered.err());
        assertKeyIsNotThere(altered);

        files.write("ta3.tr31", KeyBlockCommandTest.BLOCK);
        plan("123456");
        CommandRun other = enter(script(), PROTECTION);
        assertTrue(other.err().contains("and the plan has 123456"), other.err());
        assertKeyIsNotThere(other);
    }

    @Test
    void componentOfAnotherLetterIsRefusedBeforeTheBlockIsOpened() throws Exception {
        CommandRun run = enter(script(), List.of(OTHER, KeyBlockCommandTest.MASK));
        assertTrue(run.err().contains("This is not component 1 of the key that protects the block of 3"), run.err());
        assertKeyIsNotThere(run);
    }

    @Test
    void whatIsNoBlockOfVersionDIsRefusedBeforeAnybodyIsCalled() throws Exception {
        Path script = script();
        files.write("ta3.tr31", KeyBlockCommandTest.BLOCK.replaceFirst("D", "B"));
        CommandRun version = enter(script, PROTECTION);
        assertEquals(ExitCode.USAGE, version.exitCode(), version.err());
        assertTrue(version.err().contains("no key block of version D"), version.err());
        Files.delete(folder.resolve("ta3.tr31"));
        assertEquals(ExitCode.USAGE, enter(script, PROTECTION).exitCode());
        assertFalse(Files.exists(rack.ledger()), "nothing was begun");
    }

    @Test
    void cardThatIsPulledWhileItTakesTheKeyBeginsWithThePeopleOfTheProtectionKeyAgain() throws Exception {
        rack.faults("faults: [ { blank: 1, command: LOADCOMPONENT, nth: 4, do: pull, for: 200 } ]\n");
        List<String> twice = new java.util.ArrayList<>(PROTECTION);
        twice.addAll(PROTECTION);
        CommandRun run = enter(script(), twice);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String events = events();
        assertEquals(3, events.split("\"act\":\"block\"", -1).length, "the block was opened twice");
    }
}
