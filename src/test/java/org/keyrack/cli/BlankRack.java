package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.LifeCycleState;

/** Blank cards that keep their memory from one command to the next, and the commands that make units of them. */
public final class BlankRack {
    private final Path folder;
    private final PreparedFiles files;
    private final int cards;
    private Path rack;

    public BlankRack(Path folder, int cards) throws IOException {
        this.folder = folder;
        this.cards = cards;
        files = new PreparedFiles(folder);
        rack = files.rack(cards, "");
    }

    public static String reader(int number) {
        return "Virtual Reader 0" + number;
    }

    /** The rack file. */
    Path file() {
        return rack;
    }

    PreparedFiles files() {
        return files;
    }

    /** What happens to the cards from now on; more lines of the rack file. */
    void faults(String lines) throws IOException {
        rack = files.rack(cards, lines);
    }

    CommandRun run(String first, String second, String... more) {
        return CommandRun.of(joined(List.of(first, second, "--sim", rack.toString()), more));
    }

    private static String[] joined(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    Path ledger() {
        return folder.resolve("ledger.db");
    }

    /** The lines of the ledger, as they are exported. */
    String lines() throws IOException {
        Path lines = folder.resolve("lines.jsonl");
        Files.deleteIfExists(lines);
        CommandRun run = CommandRun.of(
                "ledger", "export", "--ledger", ledger().toString(), "--format", "jsonl", "--out", lines.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return Files.readString(lines);
    }

    private CommandRun prepare(String what, Path plan, String... more) throws Exception {
        return run(
                "prepare",
                what,
                joined(
                        List.of(
                                "--plan", plan.toString(),
                                "--new-keys-file", files.keys().toString(),
                                "--cap", files.cap().toString(),
                                "--accept-hash", files.hash(),
                                "--ledger", ledger().toString()),
                        more));
    }

    CommandRun as(String... more) throws Exception {
        return asOf(PreparedFiles.asPlan(), more);
    }

    /** With a KBK. */
    CommandRun asWithBackup(LifeCycleState state, String... more) throws Exception {
        List<String> components = List.of(
                "--component", "KBK=" + files.backupComponent(0),
                "--component", "KBK=" + files.backupComponent(1));
        return asOf(PreparedFiles.asPlanWithBackup(state), joined(components, more));
    }

    public CommandRun asOf(String plan, String... more) throws Exception {
        return prepare(
                "as",
                files.write("as.yaml", plan),
                joined(
                        List.of(
                                "--component", "T1=" + files.component(0),
                                "--component", "T1=" + files.component(1),
                                "--operator-pin-file",
                                        files.secret("operator", "194735").toString(),
                                "--admin-pin-file",
                                        files.secret("admin", "82736451").toString(),
                                "--custodian-pin-file",
                                        files.secret("custodian", "64738291").toString()),
                        more));
    }

    CommandRun modules(String serials, String... more) throws Exception {
        return prepare(
                "modules",
                files.write("modules.yaml", PreparedFiles.modulePlan(serials)),
                joined(
                        List.of("--component", "T=" + files.component(0), "--component", "T=" + files.component(1)),
                        more));
    }

    /** A command of administrator and custodian over a prepared AS. */
    CommandRun care(String first, String second, String... more) throws IOException {
        return run(
                first,
                second,
                joined(
                        List.of(
                                "--ledger",
                                ledger().toString(),
                                "--admin-pin-file",
                                files.secret("admin", "82736451").toString(),
                                "--custodian-pin-file",
                                files.secret("custodian", "64738291").toString()),
                        more));
    }

    /** A command over prepared cards, with their ledger and the operator's PIN. */
    CommandRun withLedger(String command, String... more) throws Exception {
        return CommandRun.of(joined(
                List.of(
                        command,
                        "--sim",
                        rack.toString(),
                        "--ledger",
                        ledger().toString(),
                        "--pin-file",
                        files.secret("operator", "194735").toString()),
                more));
    }

    /** The cards that a command with {@code --json} tells of. */
    static JsonNode cards(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out()).path("cards");
    }
}
