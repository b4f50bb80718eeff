package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;

/** What is refused of a rotation and an audit: its sentence in each language, and nothing is written down. */
@Tag("rack")
class CampaignRefusalsTest {
    private static final String TRANSPORT =
            "{ ref: 7, appId: \"0000\", type: AES-128, version: 2, transport: true, value: \"%s\" }";
    private static final String T = "000102030405060708090a0b0c0d0e0f";
    private static final String NEWER = "101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path folder;

    private Path rack;

    private void rack(String t, String keys, String faults) throws Exception {
        rack = Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "%s", version: 1 }
                as: { id: "00000001", operatorPin: "194735", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" } %s ] }
                units: { count: 2, firstSerial: "0011223344556677", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                timing: none
                %s""".formatted(t, keys, faults));
    }

    private CommandRun run(String command, String... more) {
        return CommandRun.of(CommandRun.join(
                List.of(
                        command,
                        "--sim",
                        rack.toString(),
                        "--ledger",
                        folder.resolve("ledger.db").toString()),
                more));
    }

    /** Loads and audits: what is refused is none of them. */
    private String keys() throws Exception {
        Path lines = folder.resolve("lines.jsonl");
        Files.deleteIfExists(lines);
        CommandRun.of(
                "ledger",
                "export",
                "--ledger",
                folder.resolve("ledger.db").toString(),
                "--format",
                "jsonl",
                "--out",
                lines.toString());
        return Files.exists(lines)
                ? Files.readAllLines(lines).stream()
                        .filter(line -> line.contains("\"type\":\"intent\"") || line.contains("audit"))
                        .toList()
                        .toString()
                : "[]";
    }

    private void refused(String key, int exitCode, String command, String... more) throws Exception {
        Refusal.inEachLanguage(key, exitCode, this::keys, () -> run(command, more));
    }

    @Test
    void rotationWithoutATThatCanFollowIsRefused() throws Exception {
        rack(T, "", "");
        refused("cli:rotation.NO_TRANSPORT_KEY", ExitCode.BENCH, "rotate");
        refused("cli:campaign.list", ExitCode.USAGE, "rotate", "--list");
        rack(T, ", " + TRANSPORT.formatted(NEWER), "");
        refused("cli:rotation.NOT_TRANSPORT", ExitCode.BENCH, "rotate", "--ref1", "3");
        refused("cli:rotation.IN_NO_SLOT", ExitCode.BENCH, "rotate", "--ref1", "7");
        refused("cli:rotation.NO_TRANSPORT_KEY", ExitCode.BENCH, "rotate");
    }

    @Test
    void auditOfNothingWithoutItsTOrThatTheAsRefusesSaysSo() throws Exception {
        rack(T, "", "");
        refused("cli:audit.what", ExitCode.USAGE, "audit");
        refused("input:audit.nothing", ExitCode.USAGE, "audit", "--all");
        assertEquals(ExitCode.DONE, run("load", "--profile", "demo").exitCode());
        rack(NEWER, "", "");
        refused("input:audit.notAsked", ExitCode.BENCH, "audit", "--all");
        rack(T, "", "faults: [ { as: 1, command: VERIFYRECEIPT, do: statusWord, sw: \"6985\" } ]\n");
        refused("input:audit.refused", ExitCode.BENCH, "audit", "--all");
        rack(T, "", "faults: [ { as: 1, command: VERIFYRECEIPT, do: pull } ]\n");
        refused("input:audit.lost", ExitCode.BENCH, "audit", "--all");
    }
}
