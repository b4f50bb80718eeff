package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.launch.PrivateFile;

/** What two people do together on the command line: a module that was set aside, and an order that is closed incomplete. */
@Tag("rack")
class ReleaseCommandTest {
    private static final String MODULE = "0011223344556601";

    @TempDir
    Path folder;

    private OrderRack rack;

    @BeforeEach
    void peopleAndAModuleSetAside() throws IOException {
        rack = new OrderRack(folder);
        rack.fill(2, MODULE);
        rack.trust();
        PrivateFile.write(folder.resolve("ada"), "194735\n");
        PrivateFile.write(folder.resolve("bo"), "483920\n");
        rack.run(0, people("4711", "Ada", "ada", "supervisor"));
        rack.run(0, as("4711", "ada", people("4712", "Bo", "bo", "operator")));
    }

    private String[] people(String id, String name, String pin, String role) {
        return rack.ledger("people", "add", "--sim", id, "--name", name, "--role", role, "--pin-file", rack.path(pin));
    }

    private String[] as(String id, String pin, String... command) {
        return CommandRun.join(List.of(command), "--person", id, "--person-pin-file", rack.path(pin));
    }

    private String[] released(String id, String pin, String... command) {
        return CommandRun.join(List.of(command), "--releaser", id, "--releaser-pin-file", rack.path(pin));
    }

    private String lines() throws IOException {
        Path export = folder.resolve("lines.jsonl");
        Files.deleteIfExists(export);
        rack.run(0, rack.ledger("ledger", "export", "--format", "jsonl", "--out", export.toString()));
        return Files.readString(export);
    }

    @Test
    void aModuleThatWasSetAsideIsLoadedAgainByTwoPeople() throws IOException {
        Path order = rack.order("2026-1", "--quantity", "2");
        String[] load =
                as("4712", "bo", rack.ledger("load", "--order", order.toString(), "--sim", rack.path("rack.yaml")));
        rack.run(0, load);
        rack.run(0, as("4712", "bo", rack.ledger("set-aside", "--sim", MODULE)));
        assertEquals(
                ExitCode.USAGE,
                rack.run(as("4712", "bo", rack.ledger("set-aside", "--sim", "00000000000000AA")))
                        .exitCode());
        // A fresh card with the same SN: whatever is planned for it is held back.
        rack.fill(1, MODULE);
        long before = exported();
        CommandRun held = rack.run(load);
        assertEquals(ExitCode.UNITS_FAILED, held.exitCode(), held.toString());
        assertTrue(held.toString().contains("was set aside"), held.toString());
        String[] with = CommandRun.join(List.of(load), "--release", MODULE);
        refused(released("4712", "bo", with), "nobody releases his own act");
        refused(released("4711", "bo", with), "PIN is wrong");
        refused(with, "--releaser");
        assertEquals(before, exported());
        rack.run(0, released("4711", "ada", with));
        assertEquals(before + 1, exported());
        CommandRun shown = rack.run(0, rack.ledger("ledger", "show", "--sn", MODULE));
        assertTrue(shown.out().contains("released by 4711"), shown.out());
        assertTrue(rack.run(0, rack.ledger("ledger", "verify")).out().contains("sound"));
        assertFalse(lines().contains("194735"));
    }

    @Test
    void anOrderWithMissingModulesIsClosedByTwoPeople() {
        Path order = rack.order("2026-1", "--quantity", "3");
        rack.run(
                0, as("4712", "bo", rack.ledger("load", "--order", order.toString(), "--sim", rack.path("rack.yaml"))));
        String[] close = as("4712", "bo", rack.ledger("order", "close", "--sim", "2026-1", "--dir", rack.path(".")));
        refused(close, "a supervisor other than the operator");
        refused(released("4712", "bo", close), "nobody releases his own act");
        assertEquals(1, rack.run(released("4711", "ada", close)).exitCode());
        assertTrue(Files.exists(folder.resolve("2026-1.order-certificate")));
    }

    @Test
    void whereOrdersAreRequiredOneLoadsWithoutByTwo() throws IOException {
        refused(as("4712", "bo", rack.ledger("order", "required", "--sim", "on")), "a supervisor does");
        rack.run(0, as("4711", "ada", rack.ledger("order", "required", "--sim", "on")));
        String[] load = as("4712", "bo", rack.ledger("load", "--profile", "demo", "--sim", rack.path("rack.yaml")));
        CommandRun held = rack.run(load);
        assertEquals(ExitCode.UNITS_FAILED, held.exitCode(), held.toString());
        assertTrue(held.toString().contains("this batch has none"), held.toString());
        assertEquals(0, exported());
        rack.run(0, released("4711", "ada", load));
        assertEquals(2, exported());
    }

    @Test
    void theLastTryOfAPinIsUsedByTwo() throws IOException {
        PrivateFile.write(folder.resolve("wrong"), "1111\n");
        PrivateFile.write(folder.resolve("right"), "802517\n");
        String[] load = as("4712", "bo", rack.ledger("load", "--profile", "demo", "--sim", rack.path("rack.yaml")));
        for (int wrong = 0; wrong < 2; wrong++) {
            rack.run(ExitCode.BENCH, CommandRun.join(List.of(load), "--pin-file", rack.path("wrong")));
        }
        String[] last = CommandRun.join(List.of(load), "--pin-file", rack.path("right"), "--use-last-try");
        refused(last, "a supervisor other than the operator");
        refused(released("4712", "bo", last), "nobody releases his own act");
        assertEquals(0, exported());
        CommandRun run = rack.run(0, released("4711", "ada", last));
        assertTrue(run.err().contains("the last PIN try of"), run.err());
        assertEquals(2, exported());
        assertEquals(
                1,
                lines().lines()
                        .filter(line -> line.contains("\"type\":\"last-pin-try\""))
                        .count());
    }

    @Test
    void theLastTryOfAnAdministratorIsUsedByTwo() throws IOException {
        PrivateFile.write(folder.resolve("wrong"), "1111\n");
        PrivateFile.write(folder.resolve("right"), "87654321\n");
        PrivateFile.write(folder.resolve("new"), "605913\n");
        String[] unblock = as(
                "4712",
                "bo",
                rack.ledger(
                        "as",
                        "pin",
                        "operator",
                        "--unblock",
                        "--new-pin-file",
                        rack.path("new"),
                        "--sim",
                        rack.path("rack.yaml")));
        for (int wrong = 0; wrong < 2; wrong++) {
            rack.run(ExitCode.BENCH, CommandRun.join(List.of(unblock), "--admin-pin-file", rack.path("wrong")));
        }
        String[] last = CommandRun.join(List.of(unblock), "--admin-pin-file", rack.path("right"), "--use-last-try");
        CommandRun held = rack.run(last);
        assertEquals(ExitCode.USAGE, held.exitCode(), held.toString());
        rack.run(0, released("4711", "ada", last));
    }

    private void refused(String[] command, String words) {
        CommandRun run = rack.run(command);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.toString());
        assertTrue(run.err().contains(words), run.err());
    }

    private long exported() throws IOException {
        return lines().lines()
                .filter(line -> line.contains("\"type\":\"exported\""))
                .count();
    }
}
