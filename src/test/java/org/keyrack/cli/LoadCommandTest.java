package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Languages;
import org.keyrack.launch.CommandRun;
import org.keyrack.launch.PrivateFile;

/** What {@code keyrack load} says and answers: PINs, refusals, its JSON object. */
@Tag("rack")
class LoadCommandTest {
    private static final String T = "4b4c4d4e4f404142434445464748494a";
    private static final String TA = "7172737475767778797a7b7c7d7e7f70";
    private static final String PIN = "802517";

    @TempDir
    Path folder;

    private Path rack;

    @BeforeEach
    void rackThatKeepsItsMemory() throws IOException {
        rack = folder.resolve("rack.yaml");
        Files.writeString(rack, rack("units: [ %s ]\nmemory: cards.bin\n".formatted(group(2, "0011223344556601", ""))));
    }

    private static String rack(String units) {
        return """
                set: { transportKey: "%s", version: 1 }
                as: { id: "00000002", operatorPin: "%s", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "%s" } ] }
                %s""".formatted(T, PIN, TA, units);
    }

    private static String group(int count, String serial, String more) {
        return "{ count: %d, firstSerial: \"%s\", locations: [ { ref: 5, appId: \"0101\", types: [AES-128] } ]%s }"
                .formatted(count, serial, more);
    }

    private CommandRun load(Map<String, String> environment, String... more) {
        CommandRun run = CommandRun.with(
                () -> {
                    throw new AssertionError("no readers of the computer are needed");
                },
                environment,
                CommandRun.join(
                        List.of(
                                "load",
                                "--profile",
                                "demo",
                                "--sim",
                                rack.toString(),
                                "--ledger",
                                folder.resolve("ledger.db").toString()),
                        more));
        for (String secret : List.of(T, TA, PIN, "87654321")) {
            assertFalse(
                    (run.out() + run.err()).toLowerCase(java.util.Locale.ROOT).contains(secret), "a secret is shown");
        }
        return run;
    }

    private CommandRun withPin(String pin, String... more) {
        return load(Map.of("P", pin), CommandRun.join(List.of("--pin-env", "P"), more));
    }

    private static void refused(CommandRun run, int code, String words) {
        assertEquals(code, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }

    @Test
    void wrongPinsAreCountedTheLastTryIsGuardedAndABlockedPinIsNamed() throws IOException {
        Path file = folder.resolve("pin");
        for (String malformed : List.of("", "123", "123456789", "12a456", "1234\n5678", "x".repeat(65))) {
            PrivateFile.write(file, malformed);
            refused(load(Map.of(), "--pin-file", file.toString()), ExitCode.USAGE, "PIN");
            refused(withPin(malformed), ExitCode.USAGE, "PIN");
        }
        refused(
                load(Map.of(), "--pin-file", folder.resolve("none").toString()),
                ExitCode.USAGE,
                "there is no such file");
        refused(load(Map.of(), "--pin-env", "NOWHERE"), ExitCode.USAGE, "NOWHERE");
        refused(withPin("1111"), ExitCode.BENCH, "Tries left: 2");
        refused(withPin("1111"), ExitCode.BENCH, "Tries left: 1");
        refused(withPin(PIN), ExitCode.BENCH, "--use-last-try");
        refused(withPin("1111", "--use-last-try"), ExitCode.BENCH, "blocked");
        refused(withPin(PIN, "--use-last-try"), ExitCode.BENCH, "blocked");
    }

    @Test
    void aPinFileMayEndWithALineAndItsLastTryMayBeUsed() throws IOException {
        withPin("1111");
        withPin("1111");
        Path file = PrivateFile.write(folder.resolve("pin"), PIN + "\r\n");
        CommandRun run = load(Map.of(), "--pin-file", file.toString(), "--use-last-try");
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
    }

    @Test
    void theJsonIsOneObjectAndASecondLoadNeedsNothing() throws IOException {
        JsonNode first = json(load(Map.of(), "--json"), ExitCode.DONE);
        assertEquals(2, first.path("units").size());
        assertEquals("[2,0,0]", figures(first));
        JsonNode second = json(load(Map.of(), "--json"), ExitCode.DONE);
        assertEquals(
                List.of("NOTHING_NEEDED", "NOTHING_NEEDED"),
                second.path("units").findValuesAsText("state"));
        assertEquals("[0,0,0]", figures(second));
        refused(
                CommandRun.of("load", "--profile", "demo", "--sim", rack.toString(), "--ledger", folder.toString()),
                ExitCode.BENCH,
                "ledger");
        Languages.show(Locale.FRENCH);
        try {
            refused(
                    CommandRun.of("load", "--profile", "demo", "--sim", rack.toString(), "--ledger", folder.toString()),
                    ExitCode.BENCH,
                    "Le registre");
        } finally {
            Languages.show(Locale.ENGLISH);
        }
    }

    @Test
    void modulesOfAnotherSetAndDuplicatesAreRefusedAndTheOthersLoaded() throws IOException {
        Files.writeString(
                rack,
                rack("units: [ %s, %s, %s ]\n"
                        .formatted(
                                group(2, "0011223344556601", ""),
                                group(
                                        1,
                                        "0011223344556605",
                                        ", set: { transportKey: \"ffeeddccbbaa99887766554433221100\", version: 1 }"),
                                group(1, "0011223344556601", ", duplicateSerial: true"))));
        CommandRun run = load(Map.of(), "--json");
        JsonNode result = json(run, ExitCode.UNITS_FAILED);
        assertEquals("[1,0,0]", figures(result), result.toString());
        // Every module that was seen, the refused ones first, by their slots: the two with one SN are two.
        assertEquals(
                List.of(
                        "0011223344556601 REFUSED",
                        "0011223344556605 REFUSED",
                        "0011223344556601 REFUSED",
                        "0011223344556602 DONE"),
                StreamSupport.stream(result.path("units").spliterator(), false)
                        .map(unit -> unit.path("sn").asText() + " "
                                + unit.path("state").asText())
                        .toList());
        assertEquals(
                List.of("DUPLICATE_SN", "DUPLICATE_SN", "FOREIGN_SET"),
                result.path("refusals").findValuesAsText("refusal").stream()
                        .sorted()
                        .toList());
        assertEquals(
                List.of(
                        "2 refusals, slots 1, 4 (0011 2233 4455 6601)",
                        "slot 3 (Virtual Reader 04) 0011 2233 4455 6605 refused"),
                run.err()
                        .lines()
                        .takeWhile(line -> !line.startsWith("Batch"))
                        .map(line -> line.substring(0, line.indexOf(": ")))
                        .toList());
    }

    @Test
    void missingAndUnexpectedModulesOfAListAreNamedBeforeAndInTheJson() throws IOException {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "SN;Order\n0011223344556601;7\n00112233445566ff;7\n");
        CommandRun run = load(Map.of(), "--json", "--expected", list.toString());
        JsonNode result = json(run, ExitCode.UNITS_FAILED);
        assertEquals("[2,0,0]", figures(result), "named, and loaded all the same");
        assertEquals("[\"00112233445566ff\"]", result.path("missing").toString());
        assertEquals("[\"0011223344556602\"]", result.path("unexpected").toString());
        assertTrue(run.err().contains("Missing: 0011 2233 4455 66FF\nUnexpected: 0011 2233 4455 6602\n"), run.err());
        assertEquals(
                "{\"modules\":2,\"missing\":[\"00112233445566ff\"],\"unexpected\":[\"0011223344556602\"]}",
                result.path("expected").toString());
        Files.writeString(list, "0011223344556601\n0011223344556602\n");
        json(load(Map.of(), "--json", "--expected", list.toString()), ExitCode.DONE);
        theListOfTheFirstBatchIsKnownWithoutItsFile(list);
        Files.writeString(list, "0011223344556601\nnonsense\n");
        refused(load(Map.of(), "--expected", list.toString()), ExitCode.USAGE, "list.csv, line 2: “nonsense” is no SN");
    }

    @Test
    void whatEachModuleOfTheRackLacksIsSaidOnceWithTheSlots() throws IOException {
        Path profile = folder.resolve("profile.yaml");
        Files.writeString(profile, "name: Elsewhere\nload: [ { ref1: 3, ref2: 77 } ]\n");
        CommandRun run = CommandRun.of(
                "load",
                "--profile",
                profile.toString(),
                "--sim",
                rack.toString(),
                "--ledger",
                folder.resolve("ledger.db").toString());
        assertEquals(
                "2 refusals, slots 1, 2: The module has no location 77. Correct the profile, or set the module aside.",
                run.err().lines().findFirst().orElseThrow());
    }

    private void theListOfTheFirstBatchIsKnownWithoutItsFile(Path list) throws IOException {
        Files.delete(list);
        String ledger = folder.resolve("ledger.db").toString();
        CommandRun shown = CommandRun.of("ledger", "show", "1", "--ledger", ledger);
        assertEquals(ExitCode.UNITS_FAILED, shown.exitCode(), shown.toString());
        assertTrue(
                shown.out().contains("2 expected, 1 missing, 1 not in the list.\nMissing: 0011 2233 4455 66FF\n"),
                shown.out());
        CommandRun whole = CommandRun.of("ledger", "show", "2", "--ledger", ledger);
        assertEquals(ExitCode.DONE, whole.exitCode(), whole.toString());
        assertTrue(whole.out().contains("2 expected, 0 missing, 0 not in the list."), whole.out());
        CommandRun written =
                CommandRun.of("report", "1", "--format", "json", "--ledger", ledger, "--dir", folder.toString());
        assertEquals(ExitCode.DONE, written.exitCode(), written.toString());
        JsonNode report = new ObjectMapper()
                .readTree(Files.readAllBytes(Path.of(written.out().strip())));
        assertEquals(
                "[\"00112233445566ff\"]",
                report.path("expected").path("missing").toString());
    }

    private static String figures(JsonNode result) {
        return "[" + result.path("keysLoaded").intValue() + ","
                + result.path("keysFailed").intValue() + ","
                + result.path("keysUnknown").intValue() + "]";
    }

    private static JsonNode json(CommandRun run, int code) throws IOException {
        assertEquals(code, run.exitCode(), run.toString());
        JsonNode object = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(run.out());
        for (String field : List.of("units", "keysLoaded", "keysFailed", "keysUnknown")) {
            assertTrue(object.has(field), field);
        }
        return object;
    }

    @Test
    void aDryRunShowsThePlanAndLoadsNothing() throws IOException {
        CommandRun dry = load(Map.of(), "--dry-run");
        assertEquals(0, dry.exitCode(), dry.toString());
        assertTrue(dry.out().contains("0011 2233 4455 6601: REF1 3 into REF2 5, version 2"), dry.toString());
        assertTrue(dry.out().endsWith("2 keys into 2 modules planned. Nothing is loaded.\n"), dry.toString());
        JsonNode plan = new ObjectMapper()
                .readTree(load(Map.of(), "--dry-run", "--json").out());
        assertEquals(2, plan.get("keysPlanned").intValue());
        assertEquals(
                5, plan.get("planned").get(1).get("keys").get(0).get("ref2").intValue());
        assertEquals(0, plan.get("refusals").size());
        assertEquals(0, withPin(PIN).exitCode());
        assertTrue(
                load(Map.of(), "--dry-run").out().startsWith("0 keys into 0 modules planned."), "the cards remember");
    }
}
