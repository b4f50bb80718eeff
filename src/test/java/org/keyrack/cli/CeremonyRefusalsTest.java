package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.MadeBlock;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;

/** What is refused at a ceremony: its sentence in each language, and the card has nothing of it. */
@Tag("rack")
class CeremonyRefusalsTest {
    private static final String[] PEOPLE = {"--administrator", "Anna", "--custodian", "Bo", "--as-operator", "Anna"};

    @TempDir
    private Path folder;

    private CeremonyRack ceremony;
    private PreparedFiles files;
    private Path script;

    @BeforeEach
    void makeFiles() throws Exception {
        ceremony = new CeremonyRack(folder, 2);
        files = ceremony.files();
        script = folder.resolve("script.yaml");
    }

    /** The script of a plan: KCVs of T, and with a block those of its protection key. */
    private void plan(String text, String... more) throws Exception {
        files.write("as.yaml", text);
        Files.deleteIfExists(script);
        CommandRun run = ceremony.draft(script, CommandRun.join(List.of(PEOPLE), more));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        List<String> kcvs = Stream.concat(PreparedFiles.COMPONENTS.stream(), PublishedBlock.PROTECTION.stream())
                .map(PreparedFiles::kcvOf)
                .toList();
        ceremony.filled(script, kcvs);
    }

    private void planWithBlock(String block) throws Exception {
        files.write("ta3.tr31", block + "\n");
        plan(PublishedBlock.plan(), "--key-block", "3=" + folder.resolve("ta3.tr31"));
    }

    private String cards() {
        return ceremony.rack().run("inspect", "--json").out()
                + ceremony.rack().run("card", "list", "--json").out();
    }

    private CommandRun enter(Map<String, String> pins, String... more) throws Exception {
        return ceremony.enter(script, pins, CommandRun.join(List.of("--reader", BlankRack.reader(1)), more));
    }

    /** Before anybody is called: no card is touched, and no ledger written. */
    private void unbegun(String key, String... more) throws Exception {
        Refusal.inEachLanguage(key, ExitCode.USAGE, this::cards, () -> ceremony.enter(script, CeremonyRack.PINS, more));
        Path ledger = ceremony.rack().ledger();
        assertFalse(Files.exists(ledger) && ceremony.rack().lines().contains("ceremony-started"), "nothing was begun");
    }

    /** While somebody enters: the applet is there by then, and has neither T nor key of it. */
    private void unentered(String key, Map<String, String> pins, String... more) throws Exception {
        CommandRun first = enter(pins, more);
        assertEquals(ExitCode.UNITS_FAILED, first.exitCode(), first.toString());
        Refusal.inEachLanguage(key, ExitCode.UNITS_FAILED, this::cards, () -> enter(pins, more));
    }

    private void assertNoKeys() {
        assertTrue(cards().contains("\"transportKeys\":[]"), cards());
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnybodyIsCalled() throws Exception {
        plan(PreparedFiles.asPlan());
        unbegun("cli:ceremony.oneCard");
        String[] one = {"--reader", BlankRack.reader(1)};
        unbegun("cli:ceremony.noKey", CommandRun.join(List.of(one), "--component", "T2=" + files.component(0)));
        unbegun("cli:component.option", CommandRun.join(List.of(one), "--component", "T1"));
        Refusal.inEachLanguage(
                "cli:prepare.secondAs",
                ExitCode.USAGE,
                this::cards,
                () -> ceremony.rack().run("ceremony", "enter", script.toString()));
        Refusal.inEachLanguage("cli:ceremony.there", ExitCode.USAGE, this::cards, () -> ceremony.draft(script, PEOPLE));
        Path other = folder.resolve("other.yaml");
        Refusal.inEachLanguage(
                "input:script.holders",
                ExitCode.USAGE,
                this::cards,
                () -> ceremony.draft(other, CommandRun.join(List.of(PEOPLE), "--holder", "Di")));
        assertFalse(Files.exists(other));
        Path pdf = folder.resolve("record.pdf");
        Refusal.inEachLanguage(
                "cli:ceremony.noRecord", ExitCode.USAGE, this::cards, () -> ceremony.record(script, pdf));
        assertFalse(Files.exists(pdf));
        files.write("as.yaml", PreparedFiles.asPlan().replace("SET 7", "SET 8"));
        unbegun("input:script.changed", one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input:script.one | name: \"Bo\" | name: \"anna\"",
                "input:script.holder | component: 2, of: \"T1\", person: \"Bo\" | component: 2, of: \"T1\", person: \"Anna\"",
                "input:script.kcv | 2438FE | 740CAE",
                "input:script.missing | (?m)^.*draw: \"11\".*$ | ``",
                "input:script.order | draw: \"T2\" | draw: \"3\"",
                "input:script.act | draw: \"T2\" | component: 1",
            })
    void scriptThatOnePersonCouldAbuseOrThatIsNotThePlansIsRefused(String key, String written, String mistaken)
            throws Exception {
        plan(PreparedFiles.asPlan());
        String text = Files.readString(script);
        String changed = text.replaceAll(written, mistaken);
        assertFalse(changed.equals(text), "nothing was changed");
        Files.writeString(script, changed);
        unbegun(key, "--reader", BlankRack.reader(1));
    }

    @Test
    void pinThatIsWeakOrAnothersIsRefusedAndNobodyIsAskedForAComponent() throws Exception {
        plan(PreparedFiles.asPlan());
        unentered("input:secrets.pin.weak", Map.of("operator", "111111"));
        unentered("input:secrets.pin.twice", Map.of("operator", "82736451", "admin", "82736451"));
        unentered("cli:ceremony.terminal", Map.of("operator", "194735"));
        assertNoKeys();
        assertFalse(ceremony.rack().lines().contains("\"act\":\"component\""));
    }

    @Test
    void componentThatIsAnothersOrMistypedIsRefusedAndTheCardHasNoT() throws Exception {
        plan(PreparedFiles.asPlan());
        String first = PreparedFiles.COMPONENTS.get(0);
        String second = PreparedFiles.COMPONENTS.get(1);
        Map<String, String> wrong = Map.of(
                "input:script.other", first + PreparedFiles.kcvOf(first),
                "input:component.zero", "0".repeat(32) + PreparedFiles.kcvOf("0".repeat(32)),
                "input:component.kcv", second + "000000",
                "input:component.form", second.substring(2) + "2438FE",
                "input:component.check",
                        "1D72" + (files.letter(0).charAt(4) == '0' ? '1' : '0')
                                + files.letter(0).substring(5));
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            unentered(
                    each.getKey(),
                    CeremonyRack.PINS,
                    "--component",
                    "T1=" + files.component(0),
                    "--component",
                    "T1=" + files.secret("wrong", each.getValue()));
        }
        assertNoKeys();
    }

    @Test
    void keyBlockThatMayNotBeOpenedIsRefusedAndTheCardHasNothingOfIt() throws Exception {
        String[] entered = CommandRun.join(
                List.of(ceremony.letters("--component", "T1", PreparedFiles.COMPONENTS)),
                ceremony.letters("--block-component", "3", PublishedBlock.PROTECTION));
        Map<String, String> blocks = Map.of(
                "input:block.ALTERED", PublishedBlock.altered(),
                "input:block.NOT_EXPORTABLE", MadeBlock.of("P0AE00N0000", PublishedBlock.KEY),
                "input:block.ALGORITHM", MadeBlock.of("P0TE00E0000", PublishedBlock.KEY),
                "input:block.LENGTH",
                        MadeBlock.of("P0AE00E0000", PublishedBlock.KEY + PublishedBlock.KEY.substring(16)),
                "input:block.other", MadeBlock.of("P0AE00E0000", PreparedFiles.COMPONENTS.get(0)));
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            planWithBlock(block.getValue());
            // What the card draws is another key each time.
            assertEquals(
                    ExitCode.UNITS_FAILED, enter(CeremonyRack.PINS, entered).exitCode());
            Refusal.inEachLanguage(
                    block.getKey(),
                    ExitCode.UNITS_FAILED,
                    () -> cards().contains("\"ref1\":3"),
                    () -> enter(CeremonyRack.PINS, entered));
            assertFalse(cards().contains("\"ref1\":3"), "the card has the key");
        }
        planWithBlock(MadeBlock.of("P0AE00E0000", PublishedBlock.KEY));
        assertEquals(ExitCode.DONE, enter(CeremonyRack.PINS, entered).exitCode(), "the control: a whole one opens");
    }

    @Test
    void whatIsNoKeyBlockOfVersionDIsRefusedBeforeAnybodyIsCalled() throws Exception {
        planWithBlock(PublishedBlock.BLOCK);
        for (Map.Entry<String, String> block : Map.of(
                        "input:block.FORM",
                        PublishedBlock.BLOCK.substring(0, 100),
                        "input:block.VERSION",
                        "B" + PublishedBlock.BLOCK.substring(1))
                .entrySet()) {
            files.write("ta3.tr31", block.getValue());
            unbegun(block.getKey(), "--reader", BlankRack.reader(1));
        }
    }
}
