package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.ledger.EventLine.MalformedLine;

class EventLineTest {
    @Test
    void aLineIsShapedAsRfc8785SaysWithSortedNamesAndNoSpaces() {
        EventLine line = EventLine.of(EventType.BATCH_STARTED, Instant.parse("2026-11-24T18:00:00Z"))
                .with("operator", "A\"d\\a\n\u0001é€")
                .with("keys", 60)
                .with("simulated", true)
                .with("trace", List.of("a", "b"));
        assertEquals(
                "{\"at\":\"2026-11-24T18:00:00.000Z\",\"keys\":60,\"operator\":\"A\\\"d\\\\a\\n\\u0001é€\","
                        + "\"simulated\":true,\"trace\":[\"a\",\"b\"],\"type\":\"batch-started\"}",
                line.text());
    }

    @Test
    void everyTextAndNumberComesBackAndAnotherParserReadsTheSame() {
        Seeded.repeat(300, EventLineTest::aTextAndANumberComeBack);
    }

    private static void aTextAndANumberComeBack(Random random) throws Exception {
        String text = Seeded.text(random, 300);
        long number = Seeded.between(random, 0L, (1L << 53) - 1);
        String written = EventLine.of(EventType.OTHER, Instant.EPOCH)
                .with("text", text)
                .with("number", number)
                .text();
        EventLine read = EventLine.parse(written);
        assertEquals(written, read.text());
        assertEquals(number, read.number("number"));
        JsonNode other = new ObjectMapper().readTree(written);
        assertEquals(other.get("text").asText(), read.text("text"));
        assertEquals(number, other.get("number").asLong());
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            assertEquals(text, read.text("text"));
        }
    }

    @Test
    void aLineWithOneCharacterChangedIsRefusedOrIsItsOwnOnlySpelling() {
        Seeded.repeat(2000, EventLineTest::aChangedCharacterIsRefusedOrKept);
    }

    private static void aChangedCharacterIsRefusedOrKept(Random random) {
        int place = random.nextInt(200);
        int c = Seeded.between(random, 1, 0x2FF);
        String line = EventLine.of(EventType.OUTCOME, Instant.EPOCH)
                .with("sn", "0011223344556677")
                .with("keys", 4)
                .with("trace", List.of("80560100 > 6988"))
                .text();
        int at = place % line.length();
        String changed = line.substring(0, at) + (char) c + line.substring(at + 1);
        try {
            assertEquals(changed, EventLine.parse(changed).text());
        } catch (MalformedLine refused) {
            assertFalse(refused.getMessage().isBlank());
        }
    }

    private static String refused(String line) {
        return assertThrows(MalformedLine.class, () -> EventLine.parse(line), line)
                .getMessage();
    }

    @Test
    void everyKindOfValueIsReadAsItWasWritten() throws Exception {
        EventLine line = EventLine.parse("{\"at\":\"2026-11-24T18:00:00.000Z\",\"empty\":[],\"names\":[\"x\",\"y\"],"
                + "\"no\":false,\"number\":7,\"yes\":true}");
        assertEquals(Instant.parse("2026-11-24T18:00:00Z"), line.at());
        assertEquals(List.of(), line.list("empty"));
        assertEquals(List.of("x", "y"), line.list("names"));
        assertEquals(List.of(), line.list("number"), "a number is no list");
        assertTrue(line.flag("yes"));
        assertFalse(line.flag("no") || line.flag("number") || line.flag("absent"));
        assertTrue(line.has("names"));
        assertFalse(line.has("absent"));
        assertEquals(
                Set.of("at", "empty", "names", "no", "number", "yes"),
                line.fields().keySet());
    }

    @Test
    void aRefusalSaysWhatIsWrongAndWhere() {
        assertEquals("no ledger line: '{' expected, at character 1", refused("x"));
        assertTrue(refused("{\"a\":\"\\u001f").contains("the line ends too early"));
        for (String cut : List.of("{\"a\":\"\\u00", "{\"a\":\"\\u001", "{\"a\":\"\\u", "{\"a\":[\"x\"", "{\"a\":[")) {
            assertFalse(refused(cut).isBlank());
        }
    }

    @Test
    void halvesOfSurrogatePairsAreReplacedAndWholeOnesStay() {
        String pair = "\uD83D\uDE00";
        for (String text : List.of(pair, "a" + pair, pair + "z", pair + pair)) {
            assertTrue(
                    EventLine.of(EventType.OTHER, Instant.EPOCH)
                            .with("t", text)
                            .text()
                            .contains("\"" + text + "\""),
                    text);
        }
        for (String half : List.of("\uD83D", "\uDE00", "\uD83Dz", "z\uDE00", "\uDE00\uD83D")) {
            String shown = half.replace('\uD83D', '\uFFFD').replace('\uDE00', '\uFFFD');
            assertTrue(
                    EventLine.of(EventType.OTHER, Instant.EPOCH)
                            .with("t", half)
                            .text()
                            .contains("\"" + shown + "\""),
                    shown);
        }
    }

    @Test
    void numbersOutsideOfWhatEveryReaderKnowsAreNotWritten() {
        EventLine line = EventLine.of(EventType.OTHER, Instant.EPOCH);
        long limit = EventLine.INTEGER_LIMIT;
        assertTrue(line.with("n", limit - 1).text().contains(":9007199254740991,"));
        assertTrue(line.with("n", 0).text().contains("\"n\":0,"));
        assertThrows(IllegalArgumentException.class, () -> line.with("n", limit));
        assertThrows(IllegalArgumentException.class, () -> line.with("n", -1));
    }

    @Test
    void otherSpellingsAndHostileLinesAreRefused() {
        for (String line : List.of(
                "",
                "{}",
                "null",
                "[]",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\": 1}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":-1}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":99999999999999999}",
                "{\"a\":9007199254740992}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":[\"x\",]}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"x",
                "{\"a\":\"\\")) {
            assertThrows(MalformedLine.class, () -> EventLine.parse(line), line);
        }
        assertThrows(
                MalformedLine.class,
                () -> EventLine.parse("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    }
}
