package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Languages;
import org.keyrack.launch.CommandRun;

/** {@code keyrack audit} over virtual cards and a ledger of its own: what an AS says of its receipts, and where that shows. */
@Tag("rack")
class AuditCommandTest {
    private static final String T = "4b4c4d4e4f404142434445464748494a";
    private static final String OTHER_T = "5b5c5d5e5f505152535455565758595a";

    @TempDir
    Path folder;

    private Path rack;

    @BeforeEach
    void loadARack() throws IOException {
        rack = rack("rack.yaml", T, "");
        CommandRun load = run("load", "--profile", "demo");
        assertEquals(ExitCode.DONE, load.exitCode(), load.err());
    }

    /** Three modules with two keys each; the cards keep nothing from one command to the next. */
    private Path rack(String name, String t, String faults) throws IOException {
        return Files.writeString(folder.resolve(name), """
                set: { transportKey: "%s", version: 1 }
                as: { id: "00000002", operatorPin: "802517", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "7172737475767778797a7b7c7d7e7f70" },
                  { ref: 4, appId: "0102", type: AES-128, version: 2, value: "8182838485868788898a8b8c8d8e8f80" } ] }
                units: [ { count: 3, firstSerial: "0011223344556601", locations: [
                  { ref: 5, appId: "0101", types: [AES-128] }, { ref: 6, appId: "0102", types: [AES-128] } ] } ]
                %s""".formatted(t, faults));
    }

    private CommandRun run(String command, String... more) {
        return CommandRun.of(CommandRun.join(List.of(command, "--sim", rack.toString(), "--ledger", ledger()), more));
    }

    private String ledger() {
        return folder.resolve("ledger.db").toString();
    }

    private static CommandRun keyrack(String... arguments) {
        return CommandRun.of(arguments);
    }

    /** The file of a report of the newest batch. */
    private String report(String format, String ending) throws IOException {
        CommandRun made =
                keyrack("report", "latest", "--ledger", ledger(), "--format", format, "--dir", folder.toString());
        assertEquals(ExitCode.DONE, made.exitCode(), made.err());
        return Files.readString(Path.of(made.out()
                .lines()
                .filter(line -> line.endsWith(ending))
                .findFirst()
                .orElseThrow()));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    private void alterAReceipt() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER event_never_changed");
            assertEquals(
                    1,
                    statement.executeUpdate(
                            "UPDATE event SET body = replace(body, '\"receipt\":\"', '\"receipt\":\"00')"
                                    + " WHERE seq = (SELECT min(seq) FROM event WHERE body LIKE '%\"type\":\"outcome\"%'"
                                    + " AND body LIKE '%\"ref2\":\"0006\"%')"));
            // Still 16 bytes.
            statement.executeUpdate("UPDATE event SET body = substr(body, 1, instr(body, '\"receipt\":\"') + 42)"
                    + " || substr(body, instr(body, '\"receipt\":\"') + 45) WHERE body LIKE '%\"receipt\":\"00%'"
                    + " AND body LIKE '%\"ref2\":\"0006\"%'");
        }
    }

    @Test
    void everyReceiptOfABatchIsConfirmedAndTheLedgerAndEveryReportTellSo() throws Exception {
        CommandRun dry = run("audit", "latest", "--dry-run");
        assertEquals(ExitCode.DONE, dry.exitCode(), dry.err());
        assertEquals("6 receipts to ask about.", dry.out().strip());

        CommandRun audit = run("audit", "latest", "--operator", "Ada");
        assertEquals(ExitCode.DONE, audit.exitCode(), audit.err());
        assertEquals("6 receipts are genuine, 0 not.", audit.out().strip());

        CommandRun shown = keyrack("ledger", "show", "latest", "--ledger", ledger());
        assertEquals(6, shown.out().split("audited by AS 00000002", -1).length - 1, shown.out());
        JsonNode report = new ObjectMapper().readTree(report("json", ".json"));
        assertTrue(report.at("/units/0/keys/0/audited/genuine").asBoolean(), report.toString());
        CommandRun sound = keyrack("ledger", "verify", "--ledger", ledger(), "--sim");
        assertEquals(ExitCode.DONE, sound.exitCode(), sound.out() + sound.err());

        JsonNode again = json(run("audit", "--all", "--json"));
        assertEquals(6, again.path("before").asInt());
        assertEquals(0, again.path("genuine").asInt());
        assertEquals(
                2,
                json(run("audit", "0011 2233 4455 6602", "--again", "--json"))
                        .path("genuine")
                        .asInt());
    }

    @Test
    void aCertificateOfTheAuditIsAsGoodAsThatOfTheLoad() throws Exception {
        assertEquals(ExitCode.DONE, run("audit", "0011223344556601").exitCode());
        CommandRun made = keyrack(
                "certificate",
                "0011223344556601",
                "--dir",
                folder.toString(),
                "--ledger",
                ledger(),
                "--format",
                "proof");
        assertEquals(2, made.out().lines().count(), made.out() + made.err());
        Path key = Files.writeString(
                folder.resolve("bench.vkey"),
                keyrack("certificate", "--keys", "--ledger", ledger()).out().strip());
        Path proof =
                folder.resolve(Path.of(made.out().lines().skip(1).findFirst().orElseThrow()));
        CommandRun checked = keyrack("certificate", "--check", proof.toString(), "--key", key.toString());
        assertEquals(ExitCode.DONE, checked.exitCode(), checked.err());
        assertTrue(checked.out().contains("genuine receipts: 2"), checked.out());
    }

    @Test
    void anAlteredReceiptIsAnAlarmThatSaysWhatItMeansAndStaysInEveryReport() throws Exception {
        alterAReceipt();
        CommandRun audit = run("audit", "--all");
        assertEquals(ExitCode.UNITS_FAILED, audit.exitCode(), audit.err());
        assertEquals("5 receipts are genuine, 1 not.", audit.out().strip());
        assertTrue(audit.err().contains("ALARM: the receipt of module"), audit.err());
        assertTrue(audit.err().contains("location 6 (batch"), audit.err());
        assertTrue(audit.err().contains("Put the module aside"), audit.err());

        JsonNode again = json(run("audit", "--all", "--json"));
        assertEquals(
                6,
                again.path("before").asInt()
                        + again.path("genuine").asInt()
                        + again.path("notGenuine").size());
        assertEquals(1, again.path("notGenuine").size(), "a refused receipt is asked about each time");
        assertEquals(6, again.path("notGenuine").get(0).path("ref2").asInt());
        CommandRun shown = keyrack("ledger", "show", "latest", "--ledger", ledger());
        assertTrue(shown.out().contains("RECEIPT NOT GENUINE, says AS 00000002"), shown.out());
        CommandRun plain = keyrack("ledger", "show", "latest", "--plain", "--ledger", ledger());
        assertTrue(plain.out().contains("alarm, the receipt of location 6 is not genuine"), plain.out());
        String csv = report("csv", "keys.csv");
        assertTrue(csv.contains("not genuine"), csv);
        assertEquals(
                ExitCode.UNITS_FAILED,
                keyrack("ledger", "verify", "--ledger", ledger(), "--sim").exitCode());
    }

    @Test
    void whatBrokeOffIsGoneOnWith() throws Exception {
        rack = rack("pulled.yaml", T, "faults: [ { as: 1, command: VERIFYRECEIPT, nth: 4, do: pull } ]\n");
        CommandRun broken = run("audit", "--all");
        assertEquals(ExitCode.BENCH, broken.exitCode(), broken.toString());
        assertEquals("", broken.out());
        assertTrue(broken.err().contains("do the same again to go on"), broken.err());
        rack = rack("rack.yaml", T, "");
        JsonNode rest = json(run("audit", "--all", "--json"));
        assertEquals(2, rest.path("before").asInt(), "the module that was whole");
        assertEquals(4, rest.path("genuine").asInt());
    }

    @Test
    void anAsWithoutThatTSaysWhichOneIsNeededAndAsksNothing() throws Exception {
        rack = rack("other.yaml", OTHER_T, "");
        CommandRun other = run("audit", "--all");
        assertEquals(ExitCode.BENCH, other.exitCode(), other.toString());
        assertTrue(other.err().contains("version 1, KCV "), other.err());
        assertFalse(other.err().contains("ALARM"), other.err());
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertEquals(ExitCode.USAGE, run("audit").exitCode());
        assertEquals(ExitCode.USAGE, run("audit", "latest", "--all").exitCode());
        assertEquals(ExitCode.USAGE, run("audit", "77").exitCode());
        CommandRun unseen = run("audit", "00112233445566ff");
        assertEquals(ExitCode.USAGE, unseen.exitCode());
        assertTrue(unseen.err().contains("no key is proved to have been loaded"), unseen.err());
    }

    @Test
    void theAlarmIsSaidInFrench() throws Exception {
        alterAReceipt();
        Locale before = Languages.now();
        try {
            Languages.show(Locale.FRENCH);
            CommandRun audit = CommandRun.with(
                    () -> {
                        throw new AssertionError("no readers of the computer are needed");
                    },
                    Map.of(),
                    "audit",
                    "--all",
                    "--sim",
                    rack.toString(),
                    "--ledger",
                    ledger());
            assertTrue(audit.err().contains("ALARME"), audit.err());
            assertTrue(audit.out().contains("5 reçus sont authentiques, 1 ne l’est pas."), audit.out());
        } finally {
            Languages.show(before);
        }
    }
}
