package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;

/** An order from paper to certificate, on the command line and the virtual rack. */
@Tag("rack")
class OrderCommandTest {
    private static final String FIRST = "0011223344556601";

    @TempDir
    Path folder;

    private OrderRack rack;

    @BeforeEach
    void rackWithASupervisor() throws IOException {
        rack = new OrderRack(folder);
        rack.fill(4, FIRST);
        rack.trust();
    }

    private static void refused(CommandRun run, int code, String words) {
        assertEquals(code, run.exitCode(), run.toString());
        assertTrue(run.err().contains(words), run.toString());
    }

    @Test
    void anOrderIsOpenedLoadedCountedClosedAndCertified() throws IOException {
        Path order = rack.order("2026-1", "--serials", "0011223344556601-0011223344556605");
        CommandRun checked = rack.run(0, rack.ledger("order", "check", order.toString()));
        assertTrue(checked.out().contains("keyrack-supervisor/4711"), checked.out());
        CommandRun loaded = rack.load(order);
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.toString());
        CommandRun status = rack.run(0, rack.ledger("order", "status"));
        assertEquals("Order 2026-1: 4 of 5 modules, open until 2999-12-31\n", status.out());
        CommandRun closed = rack.run(1, rack.ledger("order", "close", "2026-1", "--dir", folder.toString()));
        assertTrue(closed.out().contains("Done: 4\nMissing: 1\n  0011223344556605\n"), closed.out());
        Path certificate = folder.resolve("2026-1.order-certificate");
        rack.sign(certificate);
        String text = Files.readString(certificate);
        assertTrue(text.startsWith("keyrack: order-certificate 1\norder: 2026-1\n"), text);
        assertTrue(text.contains("\ndone: 4\n") && text.contains("\nmissing 0011223344556605\n"), text);
        assertEquals(
                2,
                text.lines().filter(line -> line.startsWith("\u2014 keyrack")).count());
        refused(rack.load(order), ExitCode.USAGE, "is closed");
    }

    @Test
    void whatTheOrderDoesNotAllowIsRefusedByNameAndNothingIsExported() throws IOException {
        Path order = rack.order("2026-2", "--quantity", "2", "--serials", "0011223344556602-0011223344556604");
        CommandRun loaded = rack.load(order);
        assertEquals(ExitCode.UNITS_FAILED, loaded.exitCode(), loaded.toString());
        assertTrue(
                loaded.err().contains("0011 2233 4455 6601 ") && loaded.err().contains("does not name"), loaded.err());
        CommandRun status = rack.run(0, rack.ledger("order", "status", "2026-2"));
        assertTrue(status.out().startsWith("Order 2026-2: 2 of 2 modules"), status.out());
        assertTrue(status.out().contains("Refused: 2\n"), status.out());
        assertEquals(2, exportedTo().size());
        Set<String> loadedTo = exportedTo();
        rack.fill(3, "0011223344556602");
        // Fresh cards with the same SNs: who had a place has it still, who had none finds none.
        rack.load(order);
        assertEquals(loadedTo, exportedTo());
        CommandRun verified = rack.run(0, rack.ledger("ledger", "verify"));
        assertTrue(verified.out().contains("sound"), verified.out());
    }

    @Test
    void aSecondTextUnderANumberAnotherLedgersOrderAndOneOfNobodyAreRefused() throws IOException {
        Path order = rack.order("2026-3", "--quantity", "4");
        Path copy = Files.copy(order, folder.resolve("first.order"));
        rack.load(copy);
        Path changed = rack.order("2026-3", "--quantity", "40");
        refused(rack.load(changed), ExitCode.USAGE, "another order");
        refused(rack.run(rack.ledger("order", "check", changed.toString())), 1, "another order");
        Path other = folder.resolve("other.order");
        Files.writeString(
                other,
                Files.readString(copy)
                        .replaceFirst("(?s)\n\n\u2014.*", "\n")
                        .replaceFirst("ledger: \"[0-9a-f]{16}\"", "ledger: \"0000000000000000\"")
                        .replace("2026-3", "2026-4"));
        rack.sign(other);
        refused(rack.load(other), ExitCode.USAGE, "for the ledger 0000000000000000");
        Path forged = folder.resolve("forged.order");
        Files.writeString(
                forged,
                Files.readString(copy).replace("quantity: 4", "quantity: 9").replace("2026-3", "2026-9"));
        refused(rack.load(forged), ExitCode.USAGE, "signature of keyrack-supervisor/4711 is wrong");
        Path late = rack.order("2026-5", "--quantity", "4", "--until", "2020-01-01");
        refused(rack.load(late), ExitCode.USAGE, "2020-01-01");
    }

    @Test
    void aWithdrawnKeySignsNoNewOrderAndTheOpenOneGoesOn() throws IOException {
        Path open = rack.order("2026-6", "--quantity", "8");
        rack.load(open);
        rack.run(
                0,
                "supervisor",
                "new-key",
                "4712",
                "--dir",
                rack.path("."),
                "--passphrase-file",
                rack.path("passphrase"));
        refused(
                rack.run(rack.ledger("supervisor", "trust", rack.path("4712.vkey"))),
                ExitCode.USAGE,
                "trusted already");
        rack.run(0, by("4711", "supervisor", "trust", rack.path("4712.vkey")));
        rack.run(0, by("4712", "supervisor", "trust", "--withdraw", rack.path("4711.vkey")));
        refused(rack.load(rack.order("2026-7", "--quantity", "8")), ExitCode.USAGE, "Nobody who is trusted");
        rack.fill(2, "0011223344556701");
        assertEquals(ExitCode.DONE, rack.load(open).exitCode());
        assertEquals(
                "Order 2026-6: 6 of 8 modules, open until 2999-12-31\n",
                rack.run(0, rack.ledger("order", "status")).out());
        refused(
                rack.run(by("4712", "supervisor", "trust", "--withdraw", rack.path("4712.vkey"))),
                ExitCode.USAGE,
                "last one");
    }

    private String[] by(String id, String... command) {
        return CommandRun.join(
                List.of(rack.ledger(command)),
                "--key",
                rack.path(id + ".key"),
                "--passphrase-file",
                rack.path("passphrase"));
    }

    @Test
    void aRestoreClosesWhatWasOpenAndItsFileIsRefusedThere() throws IOException {
        Path order = rack.order("2026-8", "--quantity", "8");
        rack.load(order);
        for (String backup : List.of("backup.db", "export.jsonl")) {
            if (backup.endsWith("db")) {
                rack.run(0, rack.ledger("ledger", "backup", rack.path(backup)));
            } else {
                rack.run(0, rack.ledger("ledger", "export", "--format", "jsonl", "--out", rack.path(backup)));
            }
            String restored = rack.path(backup + ".restored.db");
            rack.run(0, "ledger", "restore", rack.path(backup), "--bench", "bench-1", "--ledger", restored);
            CommandRun status = rack.run(0, "order", "status", "--ledger", restored);
            assertEquals("Order 2026-8: 4 of 8 modules, closed\n", status.out());
            CommandRun again = rack.run(
                    "load", "--order", order.toString(), "--sim", rack.path("rack.yaml"), "--ledger", restored);
            refused(again, ExitCode.USAGE, "is closed");
            assertFalse(Files.readString(order).contains("0000000000000000"));
        }
    }

    /** SNs that something was exported for. */
    private Set<String> exportedTo() throws IOException {
        Path export = folder.resolve("lines.jsonl");
        Files.deleteIfExists(export);
        rack.run(0, rack.ledger("ledger", "export", "--format", "jsonl", "--out", export.toString()));
        return Files.readAllLines(export).stream()
                .filter(line -> line.contains("\"type\":\"exported\""))
                .map(line -> line.replaceFirst(".*\"sn\":\"([0-9a-f]{16})\".*", "$1"))
                .collect(Collectors.toSet());
    }
}
