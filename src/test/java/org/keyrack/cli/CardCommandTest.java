package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeyRackRelease;
import org.keyrack.card.MadeCap;
import org.keyrack.launch.CommandRun;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** The commands {@code keyrack card} over blank cards that keep their memory from one command to the next. */
@Tag("rack")
class CardCommandTest {
    private static final String READER = "Virtual Reader 01";

    @TempDir
    private Path folder;

    private Path rack;
    private Path cap;
    private Path keys;
    private String hash;

    @BeforeEach
    void makeFiles() throws Exception {
        rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 2\nmemory: cards\n");
        cap = Files.write(folder.resolve("keyrack.cap"), MadeCap.keyRack(13_000, 7));
        hash = CapFile.read(cap).hash().hex();
        keys = secret(
                "keys",
                "1D72CD9283FD55162722C6BEAA4DC187 F4932BA02FFC3098D172790099D28382 B4BDC610C3F6793708FF1132E2C5BF60");
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private CommandRun card(String command, String... more) {
        List<String> all = new ArrayList<>(List.of("card", command, "--sim", rack.toString()));
        all.addAll(Arrays.asList(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private JsonNode cards(String command, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(Arrays.asList(more));
        CommandRun run = card(command, all.toArray(String[]::new));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return new ObjectMapper().readTree(run.out()).path("cards");
    }

    private CommandRun load(String... more) {
        List<String> all = new ArrayList<>(List.of("--ei", "--cap", cap.toString(), "--accept-hash", hash));
        all.addAll(Arrays.asList(more));
        return card("load", all.toArray(String[]::new));
    }

    @Test
    void blankCardsAreListed() throws Exception {
        JsonNode list = cards("list");
        assertEquals(2, list.size());
        JsonNode first = list.get(0);
        assertEquals("A000000151000000", first.path("domain").asText());
        assertEquals("SCP03", first.path("protocol").asText());
        assertEquals("70", first.path("option").asText());
        assertEquals("FF", first.path("keyVersions").get(0).asText());
        assertEquals("OP_READY", first.path("lifeCycle").asText());
        assertEquals(0, first.path("packages").size());
    }

    @Test
    void loadingCanBeRepeatedAndDoesWhatIsMissing() throws Exception {
        CommandRun first = load();
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        assertTrue(first.out().contains(READER + ": loaded in "), first.out());
        assertTrue(first.out().contains("without a personalization key"), first.out());
        CommandRun again = load();
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("nothing to do"), again.out());
        CommandRun other = card("load", "--as", "--cap", cap.toString(), "--accept-hash", hash, READER);
        assertTrue(other.out().contains("AS installed without a personalization key"), other.out());
        assertEquals(2, cards("list").get(0).path("applets").size());
    }

    @Test
    void fileThatIsNotTheReleaseIsRefusedBeforeAnyCardIsTouched() throws Exception {
        CommandRun run = card("load", "--ei", "--cap", cap.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains(hash), run.err());
        Path altered = Files.write(folder.resolve("altered.cap"), MadeCap.keyRack(13_000, 8));
        CommandRun other = card("load", "--ei", "--cap", altered.toString(), "--accept-hash", hash);
        assertEquals(ExitCode.USAGE, other.exitCode(), other.out());
        CommandRun none = card("load", "--ei", "--cap", folder.resolve("none").toString());
        assertEquals(ExitCode.USAGE, none.exitCode());
        assertTrue(none.err().contains("there is no such file"), none.err());
        assertEquals(0, cards("list").get(0).path("packages").size());
    }

    private CommandRun load(KeyRackRelease release, String... more) {
        List<String> all = new ArrayList<>(List.of("card", "load", "--ei", "--sim", rack.toString()));
        all.addAll(Arrays.asList(more));
        return CommandRun.with(release, all.toArray(String[]::new));
    }

    @Test
    void theReleaseNeedsNoHashAndIsNamedWhatElseIsAcceptedIsUnknown() throws Exception {
        String file = " " + hash.toUpperCase(Locale.ROOT) + "\n";
        KeyRackRelease release = new KeyRackRelease(Optional.of(cap), KeyRackRelease.hash(file));
        CommandRun packaged = load(release, READER);
        assertEquals(ExitCode.DONE, packaged.exitCode(), packaged.err());
        assertTrue(packaged.out().contains("blocks (KeyRack 1.0), EI installed"), packaged.out());

        Path other = Files.write(folder.resolve("other.cap"), MadeCap.keyRack(13_000, 8));
        String second = "Virtual Reader 02";
        CommandRun altered = load(release, "--cap", other.toString(), second);
        assertEquals(ExitCode.USAGE, altered.exitCode(), altered.out());
        CommandRun accepted = load(
                release,
                "--cap",
                other.toString(),
                "--accept-hash",
                CapFile.read(other).hash().hex(),
                second);
        assertEquals(ExitCode.DONE, accepted.exitCode(), accepted.err());
        assertTrue(accepted.out().contains("blocks (KeyRack, unknown), EI installed"), accepted.out());
    }

    @Test
    void withoutAReleaseNothingIsTakenForItAndAFileHasToBeNamed() {
        KeyRackRelease none = new KeyRackRelease(Optional.empty(), KeyRackRelease.hash("\n"));
        CommandRun run = load(none);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("Name the file to load: --cap FILE."), run.err());
        assertEquals(ExitCode.USAGE, load(none, "--cap", cap.toString()).exitCode(), "no hash is known");
        assertThrows(IllegalArgumentException.class, () -> KeyRackRelease.hash("KeyRack 1.0"));
    }

    @Test
    void keysAreReplacedAndWrongOnesAreNamedAsSuch() throws Exception {
        JsonNode changed = cards("keys", "--new-keys-file", keys.toString());
        assertEquals("FF", changed.get(0).path("replaced").asText());
        assertEquals("30", changed.get(0).path("keyVersion").asText());
        assertEquals(3, changed.get(0).path("checkValues").size());

        CommandRun wrong = load();
        assertEquals(ExitCode.UNITS_FAILED, wrong.exitCode());
        assertTrue(
                wrong.err().contains("These are not the card's keys. Nothing was sent that counts against the card."),
                wrong.err());
        assertEquals("WRONG_KEYS", cards("list").get(0).path("closed").asText());

        CommandRun right = load("--keys-file", keys.toString());
        assertEquals(ExitCode.DONE, right.exitCode(), right.err());
        CommandRun again = card("keys", "--new-keys-file", keys.toString());
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("nothing to do, keys 30 answer"), again.out());
    }

    @Test
    void keysThatAnybodyCanGuessOrRead() throws Exception {
        Path weak = secret("weak", "404142434445464748494A4B4C4D4E4F");
        CommandRun guessed = card("keys", "--new-keys-file", weak.toString());
        assertEquals(ExitCode.USAGE, guessed.exitCode());
        assertTrue(guessed.err().contains("Anybody can guess these new keys"), guessed.err());

        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        CommandRun read = card("keys", "--new-keys-file", keys.toString());
        assertEquals(ExitCode.USAGE, read.exitCode());
        assertTrue(read.err().contains("chmod 600"), read.err());

        Path broken = secret("broken", "1D72CD9283FD55162722C6BEAA4DC187 F4932B");
        CommandRun noKeys = card("keys", "--new-keys-file", broken.toString());
        assertEquals(ExitCode.USAGE, noKeys.exitCode());
        assertTrue(noKeys.err().contains("is no key set"), noKeys.err());
        assertFalse(noKeys.err().contains("1D72"), "a message never quotes a key");
        assertEquals("FF", cards("list").get(0).path("keyVersion").asText());
    }

    @Test
    void dryRunChangesNothing() throws Exception {
        assertTrue(load("--dry-run").out().contains("would be loaded"));
        assertTrue(card("keys", "--new-keys-file", keys.toString(), "--dry-run")
                .out()
                .contains("keys FF would be replaced by 30"));
        assertTrue(card("lock", "--dry-run").out().contains("would be SECURED"));
        JsonNode after = cards("list").get(0);
        assertEquals("OP_READY", after.path("lifeCycle").asText());
        assertEquals("FF", after.path("keyVersion").asText());
        assertEquals(0, after.path("packages").size());
    }

    @Test
    void lockedCardIsSecuredOnce() throws Exception {
        assertTrue(card("lock").out().contains(READER + ": SECURED"));
        assertTrue(card("lock").out().contains("nothing to do, the card is SECURED"));
        assertEquals("SECURED", cards("list").get(0).path("lifeCycle").asText());
    }

    @Test
    void unitAtWorkIsDeletedOnlyWhenItIsNamed() throws Exception {
        assertEquals(ExitCode.DONE, load().exitCode());
        makeOperational();
        CommandRun refused = card("delete");
        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(refused.err().contains("EI 0011223344556677 in " + READER), refused.err());
        CommandRun another = card("delete", "--destroys-keys", "--sn", "0011223344556678");
        assertEquals(ExitCode.USAGE, another.exitCode());
        assertEquals(1, cards("list").get(1).path("packages").size(), "no card was touched");
        CommandRun meant = card("delete", "--destroys-keys", "--sn", "0011 2233 4455 6677");
        assertEquals(ExitCode.DONE, meant.exitCode(), meant.err());
        assertEquals(0, cards("list").get(0).path("packages").size());
        assertTrue(card("delete").out().contains("nothing to do"));
    }

    @Test
    void unitThatCannotBeReadMayBeAtWorkAndIsNotDeleted() throws Exception {
        assertEquals(ExitCode.DONE, load().exitCode());
        makeOperational();
        String fault =
                "blank: 2\nmemory: cards\nfaults: [ { blank: 1, command: GETDATA, do: statusWord, sw: \"6F00\"%s } ]\n";
        for (String times : List.of("", ", times: 9")) {
            Files.writeString(rack, fault.formatted(times));
            CommandRun refused = card("delete", READER);
            assertEquals(ExitCode.UNITS_FAILED, refused.exitCode(), refused.toString());
            assertEquals("", refused.out().replace(READER, "").replaceFirst("(?s)^: a unit that is OPERATIONAL.*", ""));
        }
        Files.writeString(rack, "blank: 2\nmemory: cards\n");
        assertEquals(1, cards("list").get(0).path("packages").size(), "nothing was deleted");
    }

    /** The personalization of docs/protocol.md's worked example, without a session. */
    private void makeOperational() throws Exception {
        try (VirtualBench bench = VirtualBench.start(RackFile.load(rack));
                CardConnection card = bench.readers().open(READER, Sharing.EXCLUSIVE)) {
            for (String command : List.of(
                    "00A4040008F04B4559524B4549",
                    "80DA0201080011223344556677",
                    "80D8000013000102030405060708090A0B0C0D0E0FBE7ED6",
                    "80D8010013F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF60C234",
                    "80DC00000501018CB94E",
                    "80F00001",
                    "80F00007")) {
                byte[] bytes = HexFormat.of().parseHex(command);
                byte[] data = bytes.length > 5 ? Arrays.copyOfRange(bytes, 5, bytes.length) : new byte[0];
                CommandApdu apdu = new CommandApdu(
                        bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF, data, false);
                assertEquals(0x9000, card.transmit(apdu).sw(), command);
            }
        }
    }

    @Test
    void otherCardsAndReadersAreNamed() {
        CommandRun unit = CommandRun.of("card", "list", "--sim", "demo", READER);
        assertEquals(ExitCode.UNITS_FAILED, unit.exitCode());
        assertTrue(unit.err().contains("This is not a GlobalPlatform card."), unit.err());
        CommandRun none = card("list", "No Such Reader");
        assertEquals(ExitCode.USAGE, none.exitCode());
        assertTrue(none.err().contains("There is no reader No Such Reader."), none.err());
    }
}
