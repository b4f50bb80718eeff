package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.launch.CommandRun;

/** Whatever is wrong with the input: one clear message, its exit code, nothing on the output, nothing run. */
@Tag("rack")
class BadInputTest {
    private static final String SET = "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 }\n";
    private static final String AS = "as: { id: \"00000001\", operatorPin: \"123456\", adminPin: \"87654321\" }\n";
    private static final String UNITS = "units: { count: 1, firstSerial: \"0011223344556677\","
            + " locations: [ { ref: 5, appId: \"0101\", types: [AES-128] } ] }\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---\n",
                "# only a comment\n",
                "just words\n",
                "42\n",
                "[]\n",
                "- name: a\n",
                "name: [\n",
                "name: \"open\nload: auto\n",
                "name: a\n\tload: auto\n",
                "name: a\n load: auto\n  onOccupied: skip\n",
                "{ name: a, load: auto\n",
                "name: a\nname: b\nload: auto\n",
                "name: a\nload: auto\n---\nname: b\nload: auto\n",
                "name: a\nload: auto\nunknown: 1\n",
                "name: a\nload: auto\nLoad: auto\n",
                "load: auto\n",
                "name: 7\nload: [ { ref1: 3, ref2: 010 } ]\n",
                "name: \"  \"\nload: auto\n",
                "name: [a]\nload: auto\n",
                "name: a\n",
                "name: a\nload: some\n",
                "name: a\nload: []\n",
                "name: a\nload: {}\n",
                "name: a\nload: [5]\n",
                "name: a\nload: [ { ref1: 3 } ]\n",
                "name: a\nload: [ { ref2: 3 } ]\n",
                "name: a\nload: [ { ref1: 0, ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: 65536, ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: -1, ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: 3.5, ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: \"3\", ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: 99999999999999999999, ref2: 5 } ]\n",
                "name: a\nload: [ { ref1: 3, ref2: 5, ref3: 1 } ]\n",
                "name: a\nload: [ { ref1: 3, ref2: 5 }, { ref1: 4, ref2: 5 } ]\n",
                "name: a\nload: auto\nonOccupied: maybe\n",
                "name: a\nload: auto\nonOccupied: true\n",
                "name: a\nload: auto\nstopAfterFailures: -1\n",
                "name: a\nload: auto\nstopAfterFailures: many\n",
                "name: *a\nload: &a auto\n",
                "name: !!java.net.URL [a]\nload: auto\n",
                "\"name\\u001b[31m\": a\nload: auto\n",
                "name: a\nload: auto\n\"x\\ny\": 1\n",
                "name: \"a\\u001b[2J\"\nload: auto\n",
                "\u0000\u0001\u0002",
                "name: a\u0007\nload: auto\n",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void aMalformedProfileIsRefusedInOneSentence(String yaml) throws IOException {
        Path profile = Files.writeString(folder.resolve("wrong-profile.yaml"), yaml);
        refused(load("--profile", profile.toString(), "--sim"), ExitCode.USAGE, "wrong-profile.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---\n",
                "words\n",
                "[]\n",
                "as: [\n",
                "\tas: x\n",
                SET + SET + AS + UNITS,
                SET + AS + UNITS + "---\n" + SET,
                SET + AS + UNITS + "unknown: 1\n",
                SET + AS + UNITS + "timing: fast\n",
                SET + AS + UNITS + "timing: { export: -1 }\n",
                SET + AS + UNITS + "timing: { expert: 1 }\n",
                SET + AS + UNITS + "memory: [5]\n",
                SET + AS + UNITS + "memory: \"\"\n",
                SET + AS + UNITS + "faults: 3\n",
                SET + AS + UNITS + "faults: [ { unit: 1, command: IMPORTKEY } ]\n",
                SET + AS + UNITS + "faults: [ { unit: 1, command: NOTHING, do: hang } ]\n",
                SET + AS + UNITS + "faults: [ { unit: 9, command: IMPORTKEY, do: hang } ]\n",
                SET + AS + UNITS + "faults: [ { command: IMPORTKEY, do: hang } ]\n",
                SET + AS + UNITS + "faults: [ { unit: 1, command: IMPORTKEY, do: explode } ]\n",
                SET + AS + UNITS + "faults: [ { unit: 1, command: IMPORTKEY, do: tear } ]\n",
                SET + AS + UNITS + "faults: [ { unit: 1, command: IMPORTKEY, do: hang, bit: 1 } ]\n",
                SET + AS + UNITS + "faults: [ { as: 1, command: EXPORTKEY, do: swap } ]\n",
                "set: { transportKey: \"0001\", version: 1 }\n" + AS + UNITS,
                "set: { transportKey: 10, version: 1 }\n" + AS + UNITS,
                "set: { transportKey: \"zz0102030405060708090a0b0c0d0e0f\", version: 1 }\n" + AS + UNITS,
                "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 0 }\n" + AS + UNITS,
                "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 256 }\n" + AS + UNITS,
                "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1, suite: 2 }\n" + AS + UNITS,
                "sets: []\n" + AS + UNITS,
                SET + "sets: [ { slot: 2, transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 } ]\n" + AS
                        + UNITS,
                "sets: [ { slot: 5, transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 } ]\n" + AS + UNITS,
                SET + "as: { id: \"1\", operatorPin: \"123456\", adminPin: \"87654321\" }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"123\", adminPin: \"87654321\" }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: 12e4, adminPin: \"87654321\" }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"123456789\", adminPin: \"87654321\" }\n" + UNITS,
                SET + "as: { id: \"00000001\", adminPin: \"87654321\" }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"1234\", adminPin: \"87654321\", state: BROKEN }\n"
                        + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"1234\", adminPin: \"87654321\", slots: [2] }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"1234\", adminPin: \"87654321\","
                        + " keys: [ { ref: 3, type: AES-128, version: 1, value: \"00\" } ] }\n" + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"1234\", adminPin: \"87654321\","
                        + " keys: [ { ref: 3, type: AES-256, version: 1, value: \"000102030405060708090a0b0c0d0e0f\" } ] }\n"
                        + UNITS,
                SET + "as: { id: \"00000001\", operatorPin: \"1234\", adminPin: \"87654321\","
                        + " keys: [ { ref: 0, type: AES-128, version: 1, value: \"000102030405060708090a0b0c0d0e0f\" } ] }\n"
                        + UNITS,
                SET + AS + "units: { count: 0, firstSerial: \"0011223344556677\" }\n",
                SET + AS + "units: { count: 1034, firstSerial: \"0011223344556677\" }\n",
                SET + AS + "units: { count: 2, firstSerial: \"00112233\" }\n",
                SET + AS + "units: { count: 2, firstSerial: \"ffffffffffffffff\" }\n",
                SET + AS + "units: { count: 2 }\n",
                SET + AS + "units: { count: 2, firstSerial: \"0011223344556677\", slot: 2 }\n",
                SET + AS + "units: [ { firstSerial: \"0011223344556677\" }, { firstSerial: \"0011223344556677\" } ]\n",
                SET + AS + "units: { firstSerial: \"0011223344556677\", locations: [ { ref: 5, types: [] } ] }\n",
                SET + AS + "units: { firstSerial: \"0011223344556677\", locations: [ { ref: 5, types: [DES] } ] }\n",
                SET + AS + "units: { firstSerial: \"0011223344556677\", locations: [ { ref: 5, types: [AES-128] },"
                        + " { ref: 5, types: [AES-128] } ] }\n",
                "set: &x { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 }\n" + AS + UNITS,
                SET + AS + UNITS + "\"x\\u001b[31m\": 1\n",
                SET + AS + UNITS + "\"x\\ny\": 1\n",
                "\u0000\u0001\u0002"
            })
    void aMalformedRackIsRefusedInOneSentence(String yaml) throws IOException {
        Path rack = Files.writeString(folder.resolve("wrong-rack.yaml"), yaml);
        refused(load("--profile", "demo", "--sim", rack.toString()), ExitCode.USAGE, "wrong-rack.yaml");
    }

    @Test
    void filesThatAreNoTextOrMissingAreRefusedInOneSentence() throws IOException {
        String binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})
                .toString();
        String huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1])
                .toString();
        for (String wrong : List.of(
                binary, huge, folder.toString(), folder.resolve("missing.yaml").toString())) {
            String name = Path.of(wrong).getFileName().toString();
            refused(load("--profile", wrong, "--sim"), ExitCode.USAGE, name);
            refused(load("--profile", "demo", "--sim", wrong), ExitCode.USAGE, name);
            refused(CommandRun.of("sim", "--rack", wrong, "--vpcd", "40000"), ExitCode.USAGE, name);
            refused(CommandRun.of("inspect", "--sim", wrong), ExitCode.USAGE, name);
            refused(CommandRun.of("readers", "--sim", wrong), ExitCode.USAGE, name);
        }
    }

    @Test
    void commandLinesThatCannotBeMeantAreRefused() {
        refused(load("--profile", "demo", "--sim", "--pcsc"), ExitCode.USAGE, "--pcsc");
        refused(load("--profile", "demo", "--sim", "--reader", "Nowhere 00"), ExitCode.USAGE, "Nowhere 00");
        refused(CommandRun.of("inspect", "--sim", "demo", "Nowhere 00"), ExitCode.USAGE, "Nowhere 00");
        refused(CommandRun.of("sim", "--rack", "demo", "--vpcd", "0"), ExitCode.USAGE, "port");
        refused(CommandRun.of("sim", "--rack", "demo", "--vpcd", "65536"), ExitCode.USAGE, "port");
        refused(CommandRun.of("sim", "--rack", "demo", "--vpcd", "65530"), ExitCode.USAGE, "port");
        refused(CommandRun.of("sim", "--rack", "demo", "--vpcd", "1", "--wait", "1"), ExitCode.BENCH, "port");
        refused(CommandRun.of("pcscd", "0", "--dir", folder.toString()), ExitCode.USAGE, "1 to 16");
        refused(CommandRun.of("pcscd", "17", "--dir", folder.toString()), ExitCode.USAGE, "1 to 16");
        for (String[] wrong : List.of(
                new String[] {"load"},
                new String[] {"load", "--profile"},
                new String[] {"load", "--profile", "demo", "--pin", "123456"},
                new String[] {"load", "--profile", "demo", "--pin-file", "a", "--pin-env", "B"},
                new String[] {"sim", "--rack", "demo", "--vpcd", "http"},
                new String[] {"pcscd", "many", "--dir", "x"},
                new String[] {"unload"},
                new String[] {})) {
            CommandRun run = CommandRun.of(wrong);
            assertEquals(ExitCode.USAGE, run.exitCode(), run.toString());
            assertEquals("", run.out());
        }
    }

    private CommandRun load(String... arguments) {
        return CommandRun.of(CommandRun.join(
                List.of("load", "--ledger", folder.resolve("ledger.db").toString()), arguments));
    }

    private static void refused(CommandRun run, int exitCode, String named) {
        List<String> lines = run.err().lines().filter(line -> !line.isBlank()).toList();
        assertAll(
                run.toString(),
                () -> assertEquals(exitCode, run.exitCode()),
                () -> assertEquals("", run.out(), "nothing on the output"),
                () -> assertEquals(1, lines.size(), "one message"),
                () -> assertTrue(run.err().contains(named), "names what is wrong"),
                () -> assertFalse(run.err().contains("Exception"), "no words of the program's inside"),
                () -> assertTrue(run.err().length() < 500, "no wall of text"),
                () -> assertEquals(
                        0,
                        run.err()
                                .strip()
                                .chars()
                                .filter(Character::isISOControl)
                                .count(),
                        "nothing that a terminal would act on"),
                () -> assertTrue(run.err().getBytes(StandardCharsets.UTF_8).length > 20));
    }
}
