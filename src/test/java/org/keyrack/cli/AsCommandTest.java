package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.language.Languages;
import org.keyrack.launch.CommandRun;
import org.keyrack.launch.PrivateFile;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.TestAs;
import org.keyrack.token.TokenAddress;
import org.keyrack.token.Tokens;

/** An AS that is no card on the command line: made, looked at, loading the demo rack; and what goes wrong with it. */
@Tag("token")
class AsCommandTest {
    /** The demo rack's AS card under another id, so that both serve one batch. */
    private static final String PLAN = """
            name: AS elsewhere
            id: "000000A5"
            label: ELSEWHERE
            transportKeys:
              - { slot: 1, version: 1, components: 2, kcv: "BE7ED6" }
            keys:
              - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, components: 2, kcv: "%s" }
              - { ref: 4, label: FIDELITY CREDIT, appId: "0101", type: AES-256, version: 1, components: 2, kcv: "%s" }
              - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true, components: 2, kcv: "%s" }
              - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true, exports: 20, components: 2, kcv: "%s" }
            """;

    private static final Map<String, String> KEYS = Map.of(
            "T1",
            "000102030405060708090a0b0c0d0e0f",
            "3",
            "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
            "4",
            "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfb0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
            "10",
            "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf",
            "11",
            "d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");

    @TempDir
    Path folder;

    @BeforeEach
    void english() {
        Languages.show(Locale.ENGLISH);
    }

    private static byte[] key(String name) {
        return java.util.HexFormat.of().parseHex(KEYS.get(name));
    }

    private static String kcv(String name) {
        return Tokens.kcv(key(name)).toString().toUpperCase(Locale.ROOT);
    }

    private Path pin() throws Exception {
        Path file = folder.resolve("pin");
        return Files.exists(file) ? file : PrivateFile.write(file, new String(Tokens.pin()) + "\n");
    }

    private CommandRun create(Tokens kind, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("as", "create"));
        Optional<TokenAddress> token = kind.initialize(folder);
        Path file = folder.resolve("as");
        if (token.isEmpty()) {
            arguments.addAll(List.of("--host", file.toString()));
        } else {
            arguments.addAll(List.of(
                    "--pkcs11", token.get().library(), "--token", token.get().label()));
            arguments.addAll(List.of("--file", file.toString()));
            token.get().parameters().ifPresent(text -> arguments.addAll(List.of("--library-parameters", text)));
            token.get()
                    .environment()
                    .forEach((name, value) -> arguments.addAll(List.of("--environment", name + "=" + value)));
        }
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), PLAN.formatted(kcv("3"), kcv("4"), kcv("10"), kcv("11")));
        arguments.addAll(List.of("--plan", plan.toString(), "--pin-file", pin().toString()));
        for (String name : KEYS.keySet()) {
            arguments.addAll(components(name));
        }
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private List<String> components(String name) throws Exception {
        List<String> arguments = new ArrayList<>();
        int number = 0;
        for (SecretKeyBytes component : Tokens.components(key(name))) {
            byte[] value = component.toArray();
            Path written = PrivateFile.write(
                    folder.resolve("component-" + name + "-" + number++),
                    java.util.HexFormat.of().formatHex(value) + " " + Tokens.kcv(value));
            arguments.addAll(List.of("--component", name + "=" + written));
        }
        return arguments;
    }

    private String address(Tokens kind) {
        return (kind == Tokens.HOST ? "host:" : "pkcs11:") + folder.resolve("as");
    }

    private CommandRun load(Tokens kind, String... more) throws Exception {
        List<String> arguments = List.of(
                "load",
                "--sim",
                "--profile",
                "demo",
                "--ledger",
                folder.resolve("ledger.db").toString(),
                "--as",
                address(kind),
                "--as-pin-file",
                pin().toString());
        return CommandRun.of(CommandRun.join(arguments, more));
    }

    @ParameterizedTest
    @EnumSource
    void madeLookedAtAndLoadingTheDemoRack(Tokens kind) throws Exception {
        CommandRun made = create(kind, "--undiversified");
        assertEquals(0, made.exitCode(), made::toString);
        assertTrue(made.err().contains("key 3 is not diversified"), made::toString);
        assertEquals(kind == Tokens.HOST, made.err().contains("The keys of this AS are on this computer"));
        CommandRun loaded = load(kind, "--json");
        assertEquals(0, loaded.exitCode(), loaded::toString);
        String word = kind == Tokens.HOST ? "host" : "token";
        assertTrue(loaded.out().contains(word), loaded::toString);
        CommandRun inspected = CommandRun.of("as", "inspect", address(kind), "--json");
        // The virtual bench's card serves the batch as well.
        assertFalse(inspected.out().contains("\"ctr\":0,"), inspected::toString);
        assertFalse(inspected.out().contains("\"exportsLeft\":20,"), inspected::toString);
    }

    @Test
    void keysThatLeaveAsTheyAreNeedTheSwitch() throws Exception {
        CommandRun made = create(Tokens.SOFTHSM);
        assertEquals(ExitCode.USAGE, made.exitCode());
        assertTrue(made.err().contains("Key 3 is not diversified"), made::toString);
        assertFalse(Files.exists(folder.resolve("as")));
    }

    @Test
    void aCardAndATokenServeOneBatch() throws Exception {
        assertEquals(0, create(Tokens.SOFTHSM, "--undiversified").exitCode());
        CommandRun loaded = load(Tokens.SOFTHSM, "--all-as", "--json");
        assertEquals(0, loaded.exitCode(), loaded::toString);
        assertTrue(loaded.out().contains("000000a5"), loaded::toString);
    }

    @Test
    void anAsThatWasNamedIsNotPassedOverForACard() throws Exception {
        assertEquals(0, create(Tokens.HOST, "--undiversified").exitCode());
        Path file = folder.resolve("as");
        Files.writeString(file, Files.readString(file).replace("kind: host", "kind: box"));
        CommandRun refused = load(Tokens.HOST);
        assertEquals(ExitCode.BENCH, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains(file + " is not the file of an AS"), refused::toString);
        assertFalse(refused.err().contains("Batch 1"), refused::toString);
    }

    @Test
    void anEditedFileIsRefusedOnceItsMacCanBeChecked() throws Exception {
        assertEquals(0, create(Tokens.HOST, "--undiversified").exitCode());
        Path file = folder.resolve("as");
        // Exports left of key 11: 20 become 255.
        String text = Files.readString(file);
        Files.writeString(file, text.replace("00000014\n", "000000ff\n"));
        assertFalse(Files.readString(file).equals(text), text);
        CommandRun refused = load(Tokens.HOST);
        assertEquals(ExitCode.BENCH, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains(file + " has been altered, or belongs to another AS"), refused::toString);
    }

    @Test
    void twoAsThatAreNamedMustBeOfOneSet() throws Exception {
        assertEquals(0, create(Tokens.HOST, "--undiversified").exitCode());
        Path other = TestAs.make(Tokens.HOST, Files.createDirectories(folder.resolve("other")));
        CommandRun refused = load(Tokens.HOST, "--as", "host:" + other, "--as-pin-file", pin().toString());
        assertEquals(ExitCode.BENCH, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains("host:" + other + " is of another set than"), refused::toString);
    }

    @Test
    void slotsAndFoldersThatAreNotThereAreNamed() throws Exception {
        Map<String, String> environment =
                Tokens.SOFTHSM.initialize(folder).orElseThrow().environment();
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), PLAN.formatted(kcv("3"), kcv("4"), kcv("10"), kcv("11")));
        List<String> arguments = new ArrayList<>(List.of("as", "create", "--pkcs11", Tokens.softhsmLibrary()));
        environment.forEach((name, value) -> arguments.addAll(List.of("--environment", name + "=" + value)));
        arguments.addAll(List.of("--plan", plan.toString(), "--pin-file", pin().toString(), "--undiversified"));
        for (String name : KEYS.keySet()) {
            arguments.addAll(components(name));
        }
        CommandRun slot = CommandRun.of(CommandRun.join(
                arguments, "--slot", "77", "--file", folder.resolve("as").toString()));
        assertTrue(slot.err().contains("There is no token in slot 77. Plug it in"), slot::toString);
        CommandRun folderless = CommandRun.of(CommandRun.join(
                arguments,
                "--token",
                "KeyRack",
                "--file",
                folder.resolve("none").resolve("as").toString()));
        assertTrue(folderless.err().contains("There is no folder " + folder.resolve("none")), folderless::toString);
    }

    @Test
    void wrongPinAndWhatIsMissingAreSaidWithWhatToDo() throws Exception {
        assertEquals(0, create(Tokens.SOFTHSM, "--undiversified").exitCode());
        Path wrong = PrivateFile.write(folder.resolve("wrong"), "0000");
        CommandRun refused = CommandRun.of(
                "load",
                "--sim",
                "--profile",
                "demo",
                "--ledger",
                folder.resolve("ledger.db").toString(),
                "--as",
                address(Tokens.SOFTHSM),
                "--as-pin-file",
                wrong.toString());
        assertEquals(ExitCode.BENCH, refused.exitCode());
        assertTrue(refused.err().contains("The token refuses the PIN"), refused::toString);
        CommandRun none = CommandRun.of("as", "tokens", "--pkcs11", "/nowhere/library.so");
        assertTrue(none.err().contains("/nowhere/library.so cannot be loaded"), none::toString);
        CommandRun address = CommandRun.of("as", "inspect", "card:x");
        assertTrue(address.err().contains("Write pkcs11:FILE or host:FILE"), address::toString);
        CommandRun gone = CommandRun.of("as", "inspect", "host:" + folder.resolve("gone"));
        assertTrue(gone.err().contains("There is no file"), gone::toString);
    }
}
