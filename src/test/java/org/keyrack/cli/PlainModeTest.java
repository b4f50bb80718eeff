package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.RackHead;
import org.keyrack.language.Languages;
import org.keyrack.launch.CommandRun;

/** A whole shift in the terminal, read aloud: rack, load, triage, retry and history, one fact a line. */
@Tag("rack")
class PlainModeTest {
    /** Drawing, control characters, columns, and what a table puts between two facts. */
    private static final Pattern NOT_SPOKEN = Pattern.compile("\\p{Cntrl}|  |#|\\[|\\||--+|\\d/\\d");

    private static final String UNITS = """
            units: { count: 3, firstSerial: "0011223344556601",
                     locations: [ { ref: 5, appId: "0101", types: [AES-128] }, { ref: 6, appId: "0102", types: [AES-128] } ] }
            timing: none
            memory: cards
            """;

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void english() {
        Languages.show(Locale.ENGLISH);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private CommandRun load(String faults, String... more) throws IOException {
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"), RackHead.SET + RackHead.AS + UNITS + "faults: " + faults + "\n");
        Path profile = Files.writeString(folder.resolve("shift.keyrack"), "{name: Shift, load: auto}");
        return run(CommandRun.join(
                List.of("load", "--profile", profile.toString(), "--sim", rack.toString(), "--operator", "Ada"), more));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(CommandRun.join(
                List.of(arguments), "--ledger", folder.resolve("ledger.db").toString()));
    }

    private static List<String> spoken(CommandRun run) {
        List<String> lines = new ArrayList<>(run.err().lines().toList());
        lines.addAll(run.out().lines().toList());
        for (String line : lines) {
            assertFalse(NOT_SPOKEN.matcher(line).find(), () -> "cannot be read aloud: " + line);
            assertTrue(line.endsWith("."), () -> "no whole sentence: " + line);
        }
        return lines;
    }

    private static void inThisOrder(List<String> lines, String... wanted) {
        int from = 0;
        for (String each : wanted) {
            int at = lines.subList(from, lines.size()).indexOf(each);
            assertTrue(at >= 0, () -> "“" + each + "” in this place of\n" + String.join("\n", lines));
            from += at + 1;
        }
    }

    /** The second module fails in the first run, and is loaded by the same command in the second. */
    @Test
    void aShiftIsToldChangeByChange() throws Exception {
        CommandRun first = load("[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6300\" } ]", "--plain");
        assertEquals(ExitCode.UNITS_FAILED, first.exitCode(), first.toString());
        List<String> told = spoken(first);
        inThisOrder(
                told,
                "The AS is in Virtual Reader 01.",
                "3 modules can be read.",
                "Batch 1: 6 keys into 3 modules, SIMULATION.",
                "The batch is over.",
                "2 modules done.",
                "1 module failed.",
                "4 keys loaded.",
                "One cause of failure.",
                "Cause 1: Slot 2.");
        inThisOrder(told, "Slot 1: begun, 2 keys, module 0011 2233 4455 6601.", "Slot 1: done.");
        inThisOrder(
                told,
                "Slot 2: begun, 2 keys, module 0011 2233 4455 6602.",
                "Slot 2: failed, 0 of 2 keys are in.",
                "One cause of failure.");
        assertTrue(told.get(told.size() - 1).startsWith("Follow the advice of each cause."), told::toString);

        CommandRun again = load("[]", "--plain");
        assertEquals(ExitCode.DONE, again.exitCode(), again.toString());
        inThisOrder(spoken(again), "Batch 2: 2 keys into 1 module, SIMULATION.", "Slot 2: done.", "The batch is over.");
        assertFalse(again.out().contains("failure"), again.out());

        List<String> batch = spoken(run("ledger", "show", "1", "--plain"));
        inThisOrder(
                batch,
                "It was a simulation.",
                "It is finished.",
                "Profile Shift.",
                "Operator Ada.",
                "2 modules done.",
                "1 module failed.",
                "Slot 1, module 0011 2233 4455 6601: done.",
                "Slot 2, module 0011 2233 4455 6602: failed.",
                "Slot 2: the key of location 5 is not loaded.");
        assertEquals(
                2,
                spoken(run("ledger", "show", "--plain")).stream()
                        .filter(line -> line.startsWith("Batch "))
                        .count());
        assertEquals(List.of("0 open."), spoken(run("ledger", "show", "--open", "--plain")));
    }

    @Test
    void sharesOfTheKeysAreToldAtEachQuarter() throws Exception {
        List<String> told = spoken(load("[]", "--plain"));
        assertEquals(
                List.of("2 of 6 keys are in.", "3 of 6 keys are in.", "5 of 6 keys are in.", "6 of 6 keys are in."),
                told.stream()
                        .filter(line -> line.endsWith(" keys are in.") && Character.isDigit(line.charAt(0)))
                        .toList());
    }

    @Test
    void theEnvironmentAsksForItAlways() throws Exception {
        load("[]");
        CommandRun run = CommandRun.with(
                () -> {
                    throw new AssertionError("no readers are needed");
                },
                Map.of("KEYRACK_PLAIN", "1"),
                "ledger",
                "show",
                "1",
                "--ledger",
                folder.resolve("ledger.db").toString());
        assertTrue(spoken(run).contains("3 modules done."), run.out());
    }

    @Test
    void itSpeaksFrench() throws Exception {
        Languages.show(Locale.FRENCH);
        List<String> told = spoken(load("[]", "--plain"));
        inThisOrder(told, "L’AS est dans Virtual Reader 01.", "3 modules lisibles.", "Le lot est fini.");
        assertTrue(told.contains("3 modules\u00a0: terminé."), told::toString);
    }
}
