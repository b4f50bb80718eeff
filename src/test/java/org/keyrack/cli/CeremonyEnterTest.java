package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.ceremony.Scripts;

/** {@code keyrack ceremony new, enter, record} over a blank card that keeps its memory from one command to the next. */
@Tag("rack")
class CeremonyEnterTest {
    @TempDir
    Path folder;

    private CeremonyRack ceremony;
    private PreparedFiles files;
    private Path script;

    @BeforeEach
    void makeFiles() throws Exception {
        ceremony = new CeremonyRack(folder);
        files = ceremony.files();
        files.write("as.yaml", PreparedFiles.asPlan());
        script = files.write("script.yaml", Scripts.text());
    }

    private Path component(String name, String hex) throws Exception {
        return files.secret(name, hex + " " + PreparedFiles.kcvOf(hex));
    }

    private CommandRun enter(Map<String, String> pins, List<Path> components, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(more));
        for (Path component : components) {
            all.addAll(List.of("--component", "T1=" + component));
        }
        return ceremony.enter(script, pins, all.toArray(String[]::new));
    }

    private List<Path> components() throws Exception {
        return List.of(files.component(0), files.component(1));
    }

    private CommandRun inspect() {
        return ceremony.rack().run("inspect", "--json");
    }

    private String events() throws Exception {
        return ceremony.rack().lines();
    }

    private String record() throws Exception {
        return ceremony.record(script);
    }

    @Test
    void peopleOneAfterAnotherMakeAnAsAndTheRecordNamesWhatEachDid() throws Exception {
        CommandRun run = enter(CeremonyRack.PINS, components());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("The AS 00000007 is as the plan has it"), run.out());
        assertTrue(run.err().contains("The card has drawn the key T2, KCV "), run.err());
        assertTrue(
                inspect().out().contains("\"lifeCycle\":\"OPERATIONAL\""),
                inspect().out());

        String events = events();
        assertTrue(events.contains("\"people\":[\"administrator Anna Berg\",\"custodian Bo Carl\""), events);
        assertTrue(events.contains("\"act\":\"component\",\"at\""), events);
        assertTrue(events.contains("\"object\":\"T1 2\",\"package\":\"A-1002\",\"person\":\"Ed Falk\""), events);
        String record = record();
        assertTrue(record.contains("Component 2 of T1 2438FE A-1002 Ed Falk"), record);
        assertTrue(record.contains("PIN of the role: custodian Bo Carl"), record);
        assertTrue(record.contains("T2 drawn by the card"), record);
        assertTrue(record.contains("The AS 00000007 was as the plan has it"), record);
        assertTrue(record.contains("Fe Grün, witness"), record);
        for (String secret : PreparedFiles.COMPONENTS) {
            assertFalse(
                    (events + record + run.err() + run.out())
                            .toUpperCase(Locale.ROOT)
                            .contains(secret),
                    "a component is shown");
        }
        CommandRun again = enter(CeremonyRack.PINS, components());
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("as the plan has it already"), again.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "194735 | 82736451 | 82736451 | Two of the three PINs are the same",
                "194735 | 11111111 | 64738291 | administrator is one of the first that others would try: it is one digit",
                "12345678 | 82736451 | 64738291 | operator is one of the first that others would try: its digits count",
                "194735 | 82736451 | 4321 | custodian is one of the first that others would try: its digits count",
                "648219 | 82736451 | 64738291 | operator is one of the first that others would try: cards are delivered",
                "194735 | 82736451 | 123123 | custodian is one of the first that others would try: a group",
            })
    void pinThatIsWeakOrAnothersIsRefusedAndTheCardHasNoKey(
            String operator, String admin, String custodian, String reason) throws Exception {
        CommandRun run = enter(Map.of("operator", operator, "admin", admin, "custodian", custodian), components());
        assertEquals(ExitCode.UNITS_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains(reason), run.err());
        String out = inspect().out();
        assertTrue(out.contains("\"lifeCycle\":\"BLANK\""), out);
        assertTrue(out.contains("\"transportKeys\":[]"), out);
        assertFalse(events().contains("\"act\":\"component\""), "nobody was asked for a component");
        assertTrue(record().contains("Not finished: the AS 00000007"), record());

        CommandRun again = enter(CeremonyRack.PINS, components());
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(record().contains("Begun again"), record());
    }

    @Test
    void wrongComponentIsRefusedBeforeAnythingOfItIsSent() throws Exception {
        String zero = "0".repeat(32);
        String first = PreparedFiles.COMPONENTS.get(0);
        Map<Path, String> reasons = Map.of(
                files.component(0),
                "This is not component 2 of the key T1",
                component("zero", zero),
                "zero",
                files.secret("kcv", PreparedFiles.COMPONENTS.get(1) + " 000000"),
                "KCV",
                files.secret("short", first.substring(2) + " 740CAE"),
                "component 2 of the key T1",
                component("long", first + first),
                "This is not component 2 of the key T1");
        for (Map.Entry<Path, String> wrong : reasons.entrySet()) {
            CommandRun run = enter(CeremonyRack.PINS, List.of(files.component(0), wrong.getKey()));
            assertEquals(ExitCode.UNITS_FAILED, run.exitCode(), run.err());
            assertTrue(run.err().contains(wrong.getValue()), wrong + run.err());
            assertTrue(run.err().contains("nothing of it was sent"), run.err());
            assertTrue(
                    inspect().out().contains("\"transportKeys\":[]"), inspect().out());
        }
        assertFalse(events().contains("\"object\":\"T1 2\""), "a refused component is no act");
    }

    @Test
    void cardThatIsPulledBetweenTwoComponentsBeginsItsKeyAnewAndTheRecordHasBoth() throws Exception {
        ceremony.rack().faults("faults: [ { blank: 1, command: LOADCOMPONENT, nth: 2, do: pull, for: 200 } ]\n");
        List<Path> twice = new ArrayList<>(components());
        twice.addAll(components());
        CommandRun run = enter(CeremonyRack.PINS, twice);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err().contains("begins with component 1 again"), run.err());
        assertEquals(3, run.err().split("4 of 10 is right: component 1 of the key T1", -1).length, run.err());
        String events = events();
        assertEquals(3, events.split("\"object\":\"T1 1\"", -1).length, "component 1 was entered twice");
        assertEquals(2, events.split("\"act\":\"stored\"", -1).length, events);
        assertTrue(
                inspect().out().contains("\"lifeCycle\":\"OPERATIONAL\""),
                inspect().out());
    }

    @Test
    void whatCannotBeMeantIsRefusedAndTheCardIsUntouched() throws Exception {
        CommandRun run = enter(CeremonyRack.PINS, components(), "--component", "T2=" + files.component(0));
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        files.write("as.yaml", PreparedFiles.asPlan().replace("SET 7", "SET 8"));
        run = enter(CeremonyRack.PINS, components());
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains("not the one that this script was made for"), run.err());
        assertFalse(Files.exists(ceremony.rack().ledger()), "not even a ledger was made");
        run = ceremony.record(script, folder.resolve("r.pdf"));
        assertFalse(Files.exists(folder.resolve("r.pdf")), run.err());
    }

    @Test
    void scriptIsWrittenFromThePlanAndTheLettersThatWerePrinted() throws Exception {
        Path made = folder.resolve("made.yaml");
        String[] people = {
            "--administrator",
            "Anna Berg",
            "--custodian",
            "Bo Carl",
            "--as-operator",
            "Anna Berg",
            "--witness",
            "Fe Grün"
        };
        CommandRun run = ceremony.draft(made, people);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err().contains("printed no letters of the key T1"), run.err());
        String text = Files.readString(made);
        assertTrue(text.contains("component: 2, of: \"T1\", person: \"Bo Carl\", kcv: \"\""), text);
        assertEquals(ExitCode.USAGE, ceremony.draft(made, people).exitCode(), "written over");
        assertEquals(text, Files.readString(made));
        script = ceremony.filled(made, List.of("740CAE", "2438FE"));
        CommandRun entered = enter(CeremonyRack.PINS, components(), "--dry-run");
        assertEquals(ExitCode.DONE, entered.exitCode(), entered.err());
        assertTrue(entered.out().contains("component 2 of the key T1"), entered.out());
    }

    /** The KBK is in the card, and the session under which it came is lost with the program: nothing can have left since. */
    @Test
    void cardWithAKbkWhoseCeremonyWasLeftIsBegunAnew() throws Exception {
        String first = PreparedFiles.COMPONENTS.get(0) + PreparedFiles.COMPONENTS.get(1);
        String second = PreparedFiles.COMPONENTS.get(1) + "0".repeat(31) + "1";
        String kcv = PreparedFiles.kcvOf(PreparedFiles.joined(first, second));
        files.write("as.yaml", PreparedFiles.asPlan() + "backup: { components: 2, kcv: \"" + kcv + "\" }\n");
        Path made = folder.resolve("made.yaml");
        CommandRun written =
                ceremony.draft(made, "--administrator", "Anna", "--custodian", "Bo", "--as-operator", "Cy");
        assertEquals(ExitCode.DONE, written.exitCode(), written.err());
        List<String> kcvs = Stream.of(first, second, PreparedFiles.COMPONENTS.get(0), PreparedFiles.COMPONENTS.get(1))
                .map(PreparedFiles::kcvOf)
                .toList();
        script = ceremony.filled(made, kcvs);
        String[] kbk = ceremony.letters("--component", "KBK", List.of(first, second));
        CommandRun left = enter(CeremonyRack.PINS, List.of(), kbk);
        assertEquals(ExitCode.UNITS_FAILED, left.exitCode(), left.err());
        assertTrue(left.err().contains("The card has the key KBK, KCV " + kcv), left.err());
        CommandRun again = enter(CeremonyRack.PINS, components(), kbk);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(inspect().out().contains(kcv), inspect().out());
    }
}
