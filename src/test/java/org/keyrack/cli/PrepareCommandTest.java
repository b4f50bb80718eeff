package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.SerialNumber;

/** The commands {@code keyrack prepare} over blank cards that keep their memory from one command to the next. */
@Tag("rack")
class PrepareCommandTest {
    private static final String FIRST = "Virtual Reader 01";

    @TempDir
    private Path folder;

    private BlankRack rack;

    @BeforeEach
    void makeFiles() throws Exception {
        rack = new BlankRack(folder, 4);
    }

    @Test
    void blankCardBecomesAnAsInOneCommandAndNothingIsLeftToDo() throws Exception {
        CommandRun first = rack.as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        assertTrue(
                first.err().contains("1/1 1 · Virtual Reader 01 PREPARED")
                        || first.err().contains("PREPARED"),
                first.err());
        assertTrue(first.out().contains("state OPERATIONAL"), first.out());
        assertTrue(first.out().contains("T slot 1: suite 01, version 1, KCV " + PreparedFiles.kcv()), first.out());
        assertTrue(first.out().contains("REF1 7 T OF SET 7"), first.out());
        assertTrue(first.out().contains("TICKETING ID"), first.out());

        assertTrue(first.err().contains("none can join any more"), first.err());
        assertTrue(first.err().contains("can never leave under a T that comes by components"), first.err());
        assertTrue(first.err().contains("Each holder changes the PIN"), first.err());

        CommandRun refused = rack.as(FIRST);
        assertEquals(ExitCode.USAGE, refused.exitCode(), refused.toString());
        assertTrue(refused.err().contains("--no-second-as"), refused.toString());

        CommandRun again = rack.as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.err().contains("PREPARED already"), again.err());
    }

    /** Packages on each card. */
    private List<Integer> packages() throws Exception {
        List<Integer> packages = new ArrayList<>();
        BlankRack.cards(rack.run("card", "list", "--json"))
                .forEach(card -> packages.add(card.path("packages").size()));
        return packages;
    }

    /** Two AS with one id would serve one set as if they were one. */
    @Test
    void onePlanMakesOneAsSoTheReaderIsAskedForWhenThereAreSeveralCards() throws Exception {
        for (String[] readers : new String[][] {{}, {FIRST, BlankRack.reader(2)}}) {
            List<String> options = new ArrayList<>(List.of(readers));
            options.add("--no-second-as");
            CommandRun refused = rack.as(options.toArray(String[]::new));
            assertEquals(ExitCode.USAGE, refused.exitCode(), refused.err());
            assertTrue(refused.err().contains("Name the READER"), refused.err());
            assertTrue(refused.err().contains(FIRST + ", " + BlankRack.reader(2)), refused.err());
        }
        assertEquals(List.of(0, 0, 0, 0), packages());
    }

    @Test
    void asThatDrawsKeysIsLeftAloneUntilSomebodySaysThatThereIsNoSecondOne() throws Exception {
        CommandRun refused = rack.as(FIRST);
        assertEquals(ExitCode.USAGE, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains("or say --no-second-as"), refused.err());
        assertEquals(List.of(0, 0, 0, 0), packages());
    }

    @Test
    void dryRunSaysWhatIsMissingAndChangesNothing() throws Exception {
        CommandRun as = rack.as("--no-second-as", "--dry-run", FIRST);
        assertEquals(ExitCode.DONE, as.exitCode(), as.err());
        assertTrue(as.out().contains("needs: package, "), as.out());
        CommandRun modules = rack.modules("{ counter: \"00112233\" }", "--dry-run", "--json");
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());
        assertEquals(
                "0011223300000004", BlankRack.cards(modules).get(3).path("sn").asText());
        assertEquals(List.of(0, 0, 0, 0), packages());
        CommandRun list = rack.run("card", "list", "--json");
        for (JsonNode card : BlankRack.cards(list)) {
            assertEquals("OP_READY", card.path("lifeCycle").asText());
            assertEquals("FF", card.path("keyVersion").asText());
        }
        try (Ledger ledger =
                Ledger.open(LedgerSettings.at(rack.ledger().toString(), "other", folder.resolve("other")))) {
            assertFalse(ledger.hasSerial(SerialNumber.parse("0011223300000001")));
        }
    }

    @Test
    void cardsOverT0ArePreparedAsWell() throws Exception {
        rack.faults("protocol: T0\n");
        assertEquals(ExitCode.DONE, rack.as("--no-second-as", FIRST).exitCode());
        CommandRun modules = rack.modules("{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());
        assertEquals(ExitCode.DONE, rack.withLedger("rotate").exitCode());
        CommandRun loaded = rack.withLedger("load", "--profile", "demo");
        assertTrue(loaded.out().contains("8 keys"), loaded.out() + loaded.err());
    }

    /** No card tells the hash of what it holds. */
    @Test
    void packageThatWasThereBeforeIsNamedBeforeSecretsGoIntoIt() throws Exception {
        String said = "Already there, KeyRack, unknown: slot 2 (" + BlankRack.reader(2) + ")";
        CommandRun loaded = rack.run(
                "card",
                "load",
                "--ei",
                "--cap",
                rack.files().cap().toString(),
                "--accept-hash",
                rack.files().hash(),
                BlankRack.reader(2));
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.err());
        String[] two = {FIRST, BlankRack.reader(2)};
        CommandRun dry = rack.modules("{ counter: \"00112233\" }", two[0], two[1], "--dry-run", "--json");
        assertTrue(dry.err().contains(said), dry.err());
        assertFalse(BlankRack.cards(dry).get(0).has("package"));
        assertEquals("unknown", BlankRack.cards(dry).get(1).path("package").asText());
        CommandRun done = rack.modules("{ counter: \"00112233\" }", two);
        assertEquals(ExitCode.DONE, done.exitCode(), done.err());
        assertTrue(
                done.err().indexOf(said) >= 0
                        && done.err().indexOf(said) < done.err().indexOf("1/2"),
                done.err());
        CommandRun again = rack.modules("{ counter: \"00112233\" }", two);
        assertFalse(again.err().contains("unknown"), "nothing more goes into them: " + again.err());
    }

    /** What stands on the cards in the order of the list would part from what is in them. */
    @Test
    void listWithAnSnThatAnotherPlanGaveIsRefusedAndGoesOnWithItsOwn() throws Exception {
        String list = "{ list: [\"00000000000000A1\", \"00000000000000A2\", \"00000000000000A3\"] }";
        CommandRun first = rack.modules("{ list: [\"00000000000000A2\"] }", FIRST);
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        CommandRun refused = rack.modules(list, BlankRack.reader(2), BlankRack.reader(3));
        assertEquals(ExitCode.USAGE, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains("taken") && refused.err().contains("0000 0000 0000 00A2"), refused.err());
        assertFalse(refused.err().contains("00A1"), refused.err());
        assertEquals(0, packages().get(1));

        String own = list.replace("\"00000000000000A2\", ", "");
        assertEquals(ExitCode.DONE, rack.modules(own, BlankRack.reader(2)).exitCode());
        CommandRun rest = rack.modules(own, BlankRack.reader(3), "--json");
        assertEquals(ExitCode.DONE, rest.exitCode(), rest.err());
        assertEquals("00000000000000a3", BlankRack.cards(rest).get(0).path("sn").asText());
        CommandRun all = rack.modules(own, BlankRack.reader(2), BlankRack.reader(3));
        assertEquals(ExitCode.DONE, all.exitCode(), all.err());
    }

    @Test
    void blankCardsBecomeModulesWithTheirSerialNumbers() throws Exception {
        CommandRun run = rack.modules("{ first: \"0011223344556677\", last: \"0011223344556685\" }", "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode cards = BlankRack.cards(run);
        assertEquals(4, cards.size());
        assertEquals("0011223344556677", cards.get(0).path("sn").asText());
        assertEquals("001122334455667a", cards.get(3).path("sn").asText());
        assertFalse(run.err().contains("FAILED"), run.err());
    }

    @Test
    void blankCardsBecomeALoadedRack() throws Exception {
        assertEquals(ExitCode.DONE, rack.as("--no-second-as", FIRST).exitCode());
        CommandRun modules = rack.modules(
                "{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3), BlankRack.reader(4));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());

        CommandRun early = rack.withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.UNITS_FAILED, early.exitCode(), "every key is barred under the bootstrap T");
        assertTrue(early.err().contains("refusals"), early.err());

        CommandRun rotated = rack.withLedger("rotate");
        assertEquals(ExitCode.DONE, rotated.exitCode(), rotated.err());
        assertTrue(
                rotated.err().contains("T slot 1, version 1, KCV " + PreparedFiles.kcv() + ": 3 modules"),
                rotated.err());
        assertTrue(rotated.out().contains("No module in the rack holds an older T."), rotated.out());
        CommandRun again = rack.withLedger("rotate", "--json");
        JsonNode slots = new ObjectMapper().readTree(again.out()).path("transportKeys");
        assertEquals(0, slots.get(0).path("modules").asInt());
        assertEquals(3, slots.get(1).path("modules").asInt());

        CommandRun loaded = rack.withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.err());
        assertTrue(loaded.out().contains("12 keys"), loaded.out());

        CommandRun seen = rack.modules(
                "{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3), BlankRack.reader(4));
        assertEquals(ExitCode.DONE, seen.exitCode(), seen.err());
        assertTrue(seen.out().contains("0 prepared, 3 were so already"), seen.out());
    }
}
