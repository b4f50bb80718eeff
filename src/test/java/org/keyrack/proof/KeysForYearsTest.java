package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.ui.ceremony.CeremonyPeople;

/**
 * The life of a set's keys, through pcscd, over blank cards in another process than the program: two people make T and four
 * keys in the window and give them to a second AS, both AS load one rack, T is rotated, everything is audited, and the old T is
 * cleared. What one person entered is gone from the window's memory when the next is called, and at the end nothing secret is
 * in a memory, a file, a message or the clipboard.
 */
@Tag("pcsc")
@Tag("window")
@EnabledOnOs(OS.LINUX)
class KeysForYearsTest {
    /** Others than the components: those are looked for. */
    private static final String ISSUER_KEYS =
            "0A4D61F2738C95BE07D1E8F9A2B3C4D5 16273849A0B1C2D3E4F5061728394A5B 9C8D7E6F50413223140516F7E8D9CABB";

    private static final String OPERATOR = "59273816";
    private static final String ADMINISTRATOR = "82736451";
    private static final String CUSTODIAN = "64738291";
    private static final List<String> PINS = List.of(OPERATOR, ADMINISTRATOR, CUSTODIAN);

    private static final List<String> T = PreparedFiles.COMPONENTS;
    private static final List<String> KBK = List.of(
            "3B8E04F1D2976CA55E10C7B98F2364DA7190AE6B4D0538F2C1E79A847B2D6350",
            "C4F5A2173E8069DB20BF9561D37A8C4E0D86F3A9527B41EC98350F6E1AD4B72C");
    private static final List<String> TICKETING =
            List.of("6D10B3F8E27549AC0B96D81E4FA3C572", "A7E52C9140D86B3FF518037AC69E2BD4");
    private static final List<String> PARKING =
            List.of("194FC0A6D87E35B26FE1940B8C5DA73E", "E08B5736A91DF4C2580F6EA3B7D2914C");

    @TempDir
    private Path folder;

    private PreparedFiles files;

    private static String joined(List<String> components) {
        return PreparedFiles.joined(components.get(0), components.get(1));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }

    /** A component in every form, the groups of its letter too. */
    private static Canaries component(String name, String hex) throws Exception {
        byte[] letter = CeremonyPeople.letter(hex).substring(0, 20).getBytes(StandardCharsets.US_ASCII);
        return new Canaries().key(name, bytes(hex)).and(new Canaries().key("letter of " + name, letter));
    }

    private static Canaries pins() {
        return new Canaries()
                .pin("operator's PIN", OPERATOR)
                .pin("administrator's PIN", ADMINISTRATOR)
                .pin("custodian's PIN", CUSTODIAN);
    }

    private static Canaries ofTheBlock() throws Exception {
        return component("protection 1", PublishedBlock.FIRST)
                .and(new Canaries()
                        .key("key 3", bytes(PublishedBlock.KEY))
                        .key("its protection key", bytes(PublishedBlock.KBPK)));
    }

    private static Canaries secrets() throws Exception {
        Canaries secrets = pins().and(ofTheBlock())
                .key("T", bytes(joined(T)))
                .key("KBK", bytes(joined(KBK)))
                .key("key 10", bytes(joined(TICKETING)))
                .key("key 11", bytes(joined(PARKING)));
        for (List<String> key : List.of(T, KBK, PublishedBlock.PROTECTION, TICKETING, PARKING)) {
            for (String hex : key) {
                secrets = secrets.and(component("component " + PreparedFiles.kcvOf(hex), hex));
            }
        }
        return secrets;
    }

    /** T0 by components and the T that follows it; key 3 in a block, 4 drawn, 10 and 11 by components. */
    private void writeFirst() throws Exception {
        files.write("ta3.tr31", PublishedBlock.BLOCK + "\n");
        files.write(
                "as.yaml",
                """
                name: AS of set 7
                id: "00000007"
                label: SET 7
                transportKeys:
                  - { slot: 1, version: 1, %s }
                  - { slot: 2, version: 2, follows: 1, ref: 7, label: T OF SET 7, modules: 40 }
                keys:
                  - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, exports: 2, %s }
                  - { ref: 4, label: FIDELITY CREDIT, appId: "0101", type: AES-256, version: 1, exports: 1000 }
                  - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true, %s }
                  - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true, %s }
                """.formatted(
                                        parts(joined(T)),
                                        parts(PublishedBlock.KEY),
                                        parts(joined(TICKETING)),
                                        parts(joined(PARKING)))
                        + backup());
        script(
                "as.yaml",
                "first.yaml",
                List.of(
                        act("component", 1, "KBK", KBK),
                        act("component", 2, "KBK", KBK),
                        act("component", 1, "T1", T),
                        act("component", 2, "T1", T),
                        "{ draw: \"T2\" }",
                        act("protection", 1, "3", PublishedBlock.PROTECTION),
                        act("protection", 2, "3", PublishedBlock.PROTECTION),
                        "{ block: \"3\", file: \"ta3.tr31\" }",
                        "{ draw: \"4\" }",
                        act("component", 1, "10", TICKETING),
                        act("component", 2, "10", TICKETING),
                        act("component", 1, "11", PARKING),
                        act("component", 2, "11", PARKING)));
    }

    private static String parts(String key) {
        return "components: 2, kcv: \"" + PreparedFiles.kcvOf(key) + "\"";
    }

    private static String backup() {
        return "backup: { " + parts(joined(KBK)) + " }\nstate: LOADING\n";
    }

    /** An empty AS with the same KBK. */
    private void writeSecond() throws Exception {
        files.write("second-as.yaml", """
                name: Second AS of set 7
                id: "00000008"
                label: SET 7 B
                transportKeys: []
                """ + backup());
        script(
                "second-as.yaml",
                "second.yaml",
                List.of(act("component", 1, "KBK", KBK), act("component", 2, "KBK", KBK)));
    }

    /** The first component is Anna's, the second Bo's. */
    private static String act(String kind, int number, String of, List<String> components) {
        String kcv = PreparedFiles.kcvOf(components.get(number - 1));
        return "{ %s: %d, of: \"%s\", person: \"%s\", kcv: \"%s\" }"
                .formatted(kind, number, of, number == 1 ? "Anna Berg" : "Bo Carl", kcv);
    }

    private void script(String plan, String name, List<String> acts) throws Exception {
        String hash = PlanFile.readAs(files.folder().resolve(plan)).hash().hex();
        StringBuilder text = new StringBuilder("""
                name: "Keys of set 7"
                plan: "%s"
                planHash: "%s"
                people:
                  - { name: "Anna Berg", role: administrator }
                  - { name: "Bo Carl", role: custodian }
                  - { name: "Anna Berg", role: operator }
                  - { name: "Anna Berg", role: holder }
                  - { name: "Bo Carl", role: holder }
                acts:
                  - { pin: operator, person: "Anna Berg" }
                  - { pin: administrator, person: "Anna Berg" }
                  - { pin: custodian, person: "Bo Carl" }
                """.formatted(plan, hash));
        acts.forEach(act -> text.append("  - ").append(act).append('\n'));
        files.write(name, text.toString());
    }

    /** The three PINs; each person sits down when he is called. */
    private static void enterPins(DrivenWindow window) throws Exception {
        for (int i = 0; i < PINS.size(); i++) {
            window.type("\n").await("ENTERING " + i);
            window.type(PINS.get(i) + "\n" + PINS.get(i) + "\n").await("CALLED " + (i + 1));
        }
    }

    /** Somebody enters a component; when the next is called, or it is over, it is gone. */
    private static void enter(DrivenWindow window, int act, String hex, String next) throws Exception {
        window.type("\n").await("ENTERING " + act);
        window.type(CeremonyPeople.letter(hex) + "\n").await(next);
        assertEquals(List.of(), component("component of act " + act, hex).found("memory", window.memory()));
    }

    private void ceremonies(DrivenWindow window) throws Exception {
        assertEquals("CALLED 0", window.does("ceremony " + files.folder().resolve("first.yaml") + " 0"));
        enterPins(window);
        assertTrue(
                pins().found("memory", window.memory()).contains("custodian's PIN as UTF-16 in memory"),
                "the control: the PINs are there until the card has them all");
        enter(window, 3, KBK.get(0), "CALLED 4");
        enter(window, 4, KBK.get(1), "CALLED 5");
        enter(window, 5, T.get(0), "CALLED 6");
        enter(window, 6, T.get(1), "CALLED 8");
        window.type("\n").await("ENTERING 8");
        // Of the components of a protection key the first waits for the last.
        window.type(CeremonyPeople.letter(PublishedBlock.FIRST) + "\n").await("CALLED 9");
        enter(window, 9, PublishedBlock.SECOND, "CALLED 12");
        assertEquals(List.of(), ofTheBlock().found("memory", window.memory()));
        enter(window, 12, TICKETING.get(0), "CALLED 13");
        enter(window, 13, TICKETING.get(1), "CALLED 14");
        enter(window, 14, PARKING.get(0), "CALLED 15");
        enter(window, 15, PARKING.get(1), "ENDED 16");
        assertEquals("CALLED 0", window.does("ceremony " + files.folder().resolve("second.yaml") + " 1"));
        enterPins(window);
        enter(window, 3, KBK.get(0), "CALLED 4");
        enter(window, 4, KBK.get(1), "ENDED 5");
    }

    private static void field(DrivenWindow window, String id, String digits) throws Exception {
        assertEquals("OK", window.does("focus " + id));
        window.type(digits);
    }

    private static void press(DrivenWindow window, String id) throws Exception {
        assertEquals("OK", window.does("fire " + id));
    }

    /** The second AS gets every key, and one of two exports of key 3: each AS has to serve one module. */
    private static void secondAs(DrivenWindow window) throws Exception {
        assertEquals("OK", window.does("care 0 SECOND"));
        field(window, "care-exports-3", "1");
        field(window, "care-exports-4", "10");
        field(window, "care-exports-10", "10");
        field(window, "care-exports-11", "10");
        field(window, "care-OPERATOR", OPERATOR);
        field(window, "care-ADMINISTRATOR", ADMINISTRATOR);
        field(window, "care-CUSTODIAN", CUSTODIAN);
        field(window, "care-second-ADMINISTRATOR", ADMINISTRATOR);
        field(window, "care-second-CUSTODIAN", CUSTODIAN);
        press(window, "care-operational");
        press(window, "care-yes");
        String said = window.does("done");
        assertTrue(said.startsWith("7 records, 7 of them new in "), said);
    }

    private static void retire(DrivenWindow window, int as, String version) throws Exception {
        assertEquals("OK", window.does("care " + as + " RETIRE"));
        String wanted = window.does("text care-wanted");
        assertTrue(wanted.contains("version " + version) && wanted.endsWith("it can be cleared."), wanted);
        field(window, "care-ADMINISTRATOR", ADMINISTRATOR);
        field(window, "care-CUSTODIAN", CUSTODIAN);
        press(window, "care-yes");
        String said = window.does("done");
        assertTrue(said.endsWith(": cleared."), said);
    }

    /** Two modules get T0, then the set's T, then their keys: some from the one AS, some from the other. */
    private void commands(CanaryCommands commands, Path ledger) throws Exception {
        List<String> readers = commands.readers();
        String operator = files.secret("operator", OPERATOR).toString();
        commands.run(
                "prepare-modules",
                "--new-keys-file",
                files.folder().resolve("keys").toString(),
                "--cap",
                files.folder().resolve("keyrack.cap").toString(),
                "--accept-hash",
                files.hash(),
                "--plan",
                files.write("modules.yaml", PreparedFiles.modulePlan("{ counter: \"00112233\" }"))
                        .toString(),
                "--component",
                "T=" + files.component(0),
                "--component",
                "T=" + files.component(1),
                "--ledger",
                ledger.toString(),
                readers.get(2),
                readers.get(3));
        commands.run("rotate", "--pin-file", operator, "--ledger", ledger.toString());
        commands.run(
                "load",
                "--profile",
                "demo",
                "--pcsc",
                "--all-as",
                "--pin-file",
                operator,
                "--ledger",
                ledger.toString());
    }

    /** The operator opens the first AS, which is asked about every receipt; then T0 goes out of both. */
    private static void auditAndRetire(DrivenWindow window) throws Exception {
        assertEquals("OK", window.does("pin 0"));
        window.type(OPERATOR);
        assertEquals("OK", window.does("verified 0"));
        assertEquals("10 receipts are genuine, 0 not.", window.does("audit"));
        retire(window, 0, "1");
        retire(window, 1, "1");
    }

    @Test
    void keysThatTwoPeopleMadeAreClonedLoadedByBothRotatedAuditedAndTheirOldTGoesAndNoSecretIsLeft() throws Exception {
        files = new PreparedFiles(Files.createDirectories(folder.resolve("given")));
        files.cap();
        files.secret("keys", ISSUER_KEYS);
        writeFirst();
        writeSecond();
        Path home = Files.createDirectories(folder.resolve("home"));
        Path beside = Files.createDirectories(folder.resolve("beside"));
        Path ledger = home.resolve("data/bench.db");
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 4\n");
        Canaries secrets = secrets();
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), 4);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            try (DrivenWindow window = new DrivenWindow(home, beside, service)) {
                ceremonies(window);
                secondAs(window);
                assertEquals(List.of(), secrets.found("memory", window.memory()));
            }
            CanaryCommands commands = new CanaryCommands(folder, service, secrets);
            commands(commands, ledger);
            assertEquals(List.of(), commands.left());
            try (DrivenWindow window = new DrivenWindow(home, beside, service)) {
                auditAndRetire(window);
                assertEquals(List.of(), secrets.found("memory", window.memory()));
            }
        }
        assertEquals(List.of("00000007", "00000008"), exporters(ledger), "one rack, both AS");
        assertEquals(List.of(), secrets.found(home));
        assertEquals(List.of(), secrets.found(beside));
        try (Stream<Path> given = Files.list(files.folder())) {
            List<Path> records =
                    given.filter(file -> file.toString().endsWith(".pdf")).toList();
            assertEquals(2, records.size());
            for (Path record : records) {
                Path alone = Files.createDirectories(folder.resolve("records"));
                Files.copy(record, alone.resolve(String.valueOf(record.getFileName())));
            }
        }
        assertEquals(List.of(), secrets.found(folder.resolve("records")));
    }

    /** The AS that keys of the rack came from. */
    private static List<String> exporters(Path ledger) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT json_extract(body, '$.asId') FROM event"
                                + " WHERE body LIKE '%\"type\":\"exported\"%' AND body NOT LIKE '%\"ref2\":\"0000\"%' ORDER BY 1")) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }
}
