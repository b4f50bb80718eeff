package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.reader.sim.RackFile.Timing;

class RackFileTest {
    /** The example of the order for this bench, word for word, with two faults more. */
    private static final String EXAMPLE = """
            set:   { transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }        # in slot 01; or sets: a list
            as:    { id: "00000001", label: Demo AS, operatorPin: "123456", adminPin: "87654321", keys: [ { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", diversify: false, exports: 1000 } ] }
            units: { count: 15, firstSerial: "0011223344556677", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
            timing: none                                                                  # or { export: 120, initiate: 40, import: 180 } milliseconds
            faults: [ { unit: 3, command: IMPORTKEY, nth: 2, do: answerLost } ]
            """;

    static RackFile parse(String yaml) throws RackFileException {
        return RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "rack.yaml", Path.of("/bench"));
    }

    @Test
    void exampleOfTheOrderMeansWhatItSays() throws Exception {
        RackFile rack = parse(EXAMPLE);
        assertEquals(16, rack.cards());
        assertEquals(1, rack.sets().get(0).slot());
        assertEquals(Suite.AES_128, rack.sets().get(0).suite());
        RackFile.ApplicationKey key = rack.as().get(0).keys().get(0);
        assertEquals("FIDELITY DEBIT", key.label());
        assertEquals(1000, key.exports());
        assertEquals(0x0101, key.appId());
        assertEquals(0x0011223344556677L, rack.units().get(0).firstSerial());
        assertEquals(
                List.of(KeyType.AES_128), rack.units().get(0).locations().get(0).types());
        assertEquals(Timing.NONE, rack.timing());
        RackFile.Fault fault = rack.faults().get(0);
        assertEquals(3, fault.card());
        assertEquals(2, fault.nth());
        assertEquals(new FaultAction.AnswerLost(Duration.ofMillis(500)), fault.action());
    }

    @Test
    void demoBenchHasOneAsFifteenModulesAndTwoDiversifiedKeysOfFour() {
        RackFile demo = RackFile.demo();
        assertEquals(1, demo.as().size());
        assertEquals(16, demo.cards());
        assertEquals(4, demo.as().get(0).keys().size());
        assertEquals(
                2,
                demo.as().get(0).keys().stream()
                        .filter(RackFile.ApplicationKey::diversify)
                        .count());
        assertTrue(demo.faults().isEmpty());
    }

    @Test
    void memoryIsLookedForBesideTheRackFile() throws Exception {
        assertEquals(
                Optional.of(Path.of("/bench/cards.mem")),
                parse(EXAMPLE + "memory: cards.mem\n").memory());
    }

    @Test
    void noTextFormShowsAKeyOrAPin() throws Exception {
        String text = parse(EXAMPLE).toString() + RackFile.demo();
        for (String secret : List.of("123456", "87654321", "0001020304", "a0a1a2", "[0, 1, 2, 3")) {
            assertFalse(text.contains(secret), secret);
        }
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                // What is no YAML, or not one document of it.
                wrong("", "nothing"),
                wrong("just words", "a single value"),
                wrong("- a\n- b", "list"),
                wrong(EXAMPLE + "---\nset: {}\n", "second document"),
                wrong("set: { transportKey: \"00", "not valid YAML"),
                wrong("set: [\n", "not valid YAML"),
                wrong("\tset: {}", "not valid YAML"),
                wrong("a: &x 1\nb: *x\n", "anchors"),
                wrong("x: " + "[".repeat(40) + "]".repeat(40), "nested too deep"),
                wrong(EXAMPLE + "timing: none\n", "“timing” stands here twice"),
                wrong(edit("version: 2,", "version: 2, version: 3,"), "“version” stands here twice"),
                // Fields and types.
                wrong(EXAMPLE + "colour: red\n", "no field “colour”"),
                wrong(edit("diversify: false", "diversified: false"), "as.keys[0].diversified"),
                wrong(edit("diversify: false", "diversify: maybe"), "true or false"),
                wrong(edit("label: FIDELITY DEBIT, ", "label: FIDELITY DEBIT PLUS, "), "right form"),
                wrong(edit("version: 1 }", "version: one }"), "whole number"),
                wrong(edit("version: 1 }", "version: 1.5 }"), "whole number"),
                wrong(edit("id: \"00000001\"", "id: 1"), "AS id"),
                wrong(edit("operatorPin: \"123456\", ", ""), "“operatorPin” is missing"),
                wrong(edit("timing: none", "timing: fast"), "one of none"),
                wrong(edit("timing: none", "timing: { export: -1 }"), "no number as it is to be written"),
                wrong(edit("timing: none", "timing: { export: soon }"), "no number"),
                wrong(edit("as:    {", "as: 7 #"), "as"),
                wrong(edit("units: {", "units: none #"), "units"),
                wrong(edit("faults: [", "faults: yes #"), "a list"),
                // Hex and lengths.
                wrong(edit("0c0d0e0f\"", "0c0d0e0g\""), "set.transportKey"),
                wrong(edit("0c0d0e0f\"", "0c0d0e\""), "set.transportKey"),
                wrong(edit("acadaeaf\"", "acadae\""), "as.keys[0].value"),
                wrong(edit("type: AES-128", "type: AES-256"), "has 16 bytes, its type has 32"),
                wrong(edit("type: AES-128", "type: AES-192"), "AES-128, AES-256"),
                wrong(edit("version: 1 }", "version: 1, suite: 2 }"), "suite 2"),
                wrong(edit("appId: \"0101\", type:", "appId: \"101\", type:"), "as.keys[0].appId"),
                wrong(edit("\"0011223344556677\"", "\"001122334455667\""), "units.firstSerial"),
                wrong(edit("operatorPin: \"123456\"", "operatorPin: \"123\""), "as.operatorPin"),
                wrong(edit("operatorPin: \"123456\"", "operatorPin: \"12345x\""), "as.operatorPin"),
                // Numbers out of range.
                wrong(edit("version: 1 }", "version: 0 }"), "out of range"),
                wrong(edit("version: 1 }", "version: 256 }"), "out of range"),
                wrong(edit("version: 1 }", "version: 99999999999999999999 }"), "out of range"),
                wrong(edit("ref: 3", "ref: 0"), "as.keys[0].ref"),
                wrong(edit("ref: 5", "ref: 65536"), "units.locations[0].ref"),
                wrong(edit("exports: 1000", "exports: 4294967296"), "out of range"),
                wrong(edit("exports: 1000", "barredSlots: [5]"), "out of range"),
                wrong(edit("exports: 1000", "barredSlots: [1, 1]"), "twice"),
                wrong(edit("count: 15", "count: 1001"), "out of range"),
                wrong(edit("types: [AES-128]", "types: []"), "0 entries"),
                // What depends on more than one value.
                wrong(EXAMPLE + "sets: []\n", "both"),
                wrong(edit("set:   {", "sets: [] #"), "0 entries"),
                wrong(EXAMPLE + "sets: [ { slot: 1, transportKey: \"" + "00".repeat(16) + "\", version: 1 } ]", "both"),
                wrong(edit("set:   {", "memory: x #"), "no set"),
                wrong(
                        edit(
                                "{ ref: 5, appId: \"0101\", types: [AES-128] }",
                                "{ ref: 5, types: [AES-128] }, { ref: 5, types: [AES-256] }"),
                        "another location of this module has the reference 5"),
                wrong(edit("\"0011223344556677\"", "\"fffffffffffffff8\""), "beyond"),
                wrong(edit("count: 15", "count: 15, serial: \"0000000000000001\""), "serial"),
                wrong(edit("firstSerial", "serial"), "stands for 15 modules"),
                wrong(edit("count: 15", "count: 15, slot: 2"), "no set for slot 2"),
                wrong(
                        edit(
                                "types: [AES-128] }",
                                "types: [AES-128], key: { type: AES-256, version: 1, value: \"" + "00".repeat(32)
                                        + "\" } }"),
                        "does not accept"),
                wrong(
                        edit(
                                "types: [AES-128] } ]",
                                "types: [AES-128], key: { type: AES-128, version: 1, value: \"" + "00".repeat(16)
                                        + "\" } } ], state: BLANK"),
                        "OPERATIONAL"),
                wrong(
                        edit(
                                "exports: 1000 }",
                                "exports: 1 }, { ref: 3, type: AES-128, version: 1, value: \"" + "00".repeat(16)
                                        + "\" }"),
                        "reference 3"),
                wrong(edit("adminPin:", "slots: [2], adminPin:"), "no set for slot 2"),
                wrong("set: { transportKey: \"" + "11".repeat(16) + "\", version: 1 }", "neither an AS nor a module"),
                wrong("set: { transportKey: \"" + "00".repeat(16) + "\", version: 1 }", "all zero"),
                wrong("set: { transportKey: \"" + "11".repeat(16) + "\", version: 255 }", "out of range"),
                wrong(edit("exports: 1000 }", "transport: true }"), "a transport key has appId 0000"),
                wrong(edit("adminPin:", "state: BLANK, adminPin:"), "an AS that is BLANK holds no keys"),
                wrong(edit("adminPin:", "custodianPin: \"12\", adminPin:"), "custodianPin"),
                wrong(
                        units(
                                "[ { count: 1000, firstSerial: \"0000000000000001\" }, { count: 34, firstSerial: \"0000000000001000\" } ]"),
                        "1,035 cards"),
                wrong(
                        units("[ { count: 2, firstSerial: \"0000000000000001\" }, { serial: \"0000000000000002\" } ]"),
                        "0000000000000002"),
                // Faults.
                wrong(edit("unit: 3", "unit: 16"), "no unit 16"),
                wrong(edit("unit: 3", "as: 2"), "no as 2"),
                wrong(edit("unit: 3", "unit: 3, as: 1"), "more than one card is named"),
                wrong(edit("unit: 3, ", ""), "no card is named"),
                wrong(edit("unit: 3", "as: 1").replace("answerLost", "swap"), "no second AS"),
                wrong(edit("command: IMPORTKEY", "command: IMPORT"), "is no command"),
                wrong(edit("do: answerLost", "do: explode"), "words that are allowed"),
                wrong(edit("do: answerLost", "do: tear"), "needs the field “write”"),
                wrong(edit("do: answerLost", "do: statusWord"), "needs the field “sw”"),
                wrong(edit("do: answerLost", "do: answerLost, sw: \"6F00\""), "no meaning with answerLost"),
                wrong(edit("nth: 2", "nth: 0"), "out of range"));
    }

    private static Arguments wrong(String yaml, String fragment) {
        return Arguments.of(yaml, fragment);
    }

    private static String edit(String old, String fresh) {
        if (!EXAMPLE.contains(old)) {
            throw new IllegalArgumentException("The example has no " + old);
        }
        return EXAMPLE.replace(old, fresh);
    }

    private static String units(String units) {
        return EXAMPLE.lines()
                .map(line -> line.startsWith("units:") ? "units: " + units : line)
                .reduce("", (a, b) -> a + b + "\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedFileGetsOneSentenceThatNamesThePlace(String yaml, String fragment) {
        RackFileException refused = assertThrows(RackFileException.class, () -> parse(yaml));
        String message = refused.getMessage();
        assertTrue(message.contains(fragment), message);
        assertTrue(message.startsWith("rack.yaml"), message);
        assertTrue(message.endsWith("."), message);
        assertEquals(1, message.lines().count(), message);
        for (String secret : List.of("0001020304", "a0a1a2a3", "123456", "12345x", "87654321")) {
            assertFalse(message.contains(secret), message);
        }
    }

    @Test
    void messageNamesLineAndPath() {
        RackFileException refused = assertThrows(RackFileException.class, () -> parse(edit("ref: 5", "ref: 70000")));
        assertEquals(
                "rack.yaml, line 3, units.locations[0].ref: the number is out of range. Write a number from 1 to 65535.",
                refused.getMessage());
    }

    @Test
    void fileThatIsNotThereOrNoTextGetsOneSentence(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertTrue(assertThrows(RackFileException.class, () -> RackFile.load(missing))
                .getMessage()
                .contains("no such file"));
        assertThrows(RackFileException.class, () -> RackFile.load(folder));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertTrue(assertThrows(RackFileException.class, () -> RackFile.load(binary))
                .getMessage()
                .contains("UTF-8"));
        Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1]);
        assertTrue(assertThrows(RackFileException.class, () -> RackFile.load(huge))
                .getMessage()
                .contains("longer than 1,048,576 bytes"));
    }

    @Test
    void hostileBytesNeverThrowAnythingElse() throws IOException {
        byte[] demo = RackFile.class.getResourceAsStream("/rack/demo.yaml").readAllBytes();
        Random random = new Random(27);
        for (int round = 0; round < 3_000; round++) {
            byte[] hostile = round % 3 == 0 ? noise(random) : mutated(demo, random);
            try {
                RackFile.parse(hostile, "hostile", Path.of("/bench"));
            } catch (RackFileException refused) {
                assertEquals(
                        1,
                        refused.getMessage().lines().count(),
                        () -> HexFormat.of().formatHex(hostile));
            } catch (RuntimeException | Error other) {
                throw new AssertionError(
                        "Round " + round + ": " + HexFormat.of().formatHex(hostile), other);
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        String signs = "{}[]:,-#&*!|>'\"%@` \n\tab01.~?";
        for (int i = 0; i < noise.length && random.nextInt(4) > 0; i++) {
            noise[i] = (byte) signs.charAt(random.nextInt(signs.length()));
        }
        return noise;
    }

    private static byte[] mutated(byte[] demo, Random random) {
        byte[] bytes = demo.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) "{}[]:,-#&*!|>'\"\n 09".charAt(random.nextInt(19));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    byte[] twice = Arrays.copyOf(bytes, bytes.length + 20);
                    System.arraycopy(
                            bytes,
                            Math.min(at, bytes.length - 20 < 0 ? 0 : bytes.length - 20),
                            twice,
                            bytes.length,
                            Math.min(20, bytes.length));
                    bytes = twice;
                }
            }
        }
        return bytes;
    }

    @Test
    void everyExampleOfTheDocumentationIsAccepted() throws Exception {
        String page = Files.readString(Path.of("docs/rack-file.md"));
        List<String> examples = new ArrayList<>(Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
        assertTrue(examples.size() >= 5, "examples: " + examples.size());
        for (String example : examples) {
            parse(example);
        }
    }
}
