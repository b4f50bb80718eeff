package org.keyrack.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What people type, in a locale that cannot say it. */
class ArgumentsTest {
    private static byte[] line(String... parts) {
        return (String.join("\0", parts) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatJavaCannotReadIsTakenFromTheBytesThatWereTyped() {
        assertArrayEquals(
                new String[] {"--reader", "à puce 00 00", "＠", ""},
                Arguments.restored(
                        line("java", "Main", "--reader", "à puce 00 00", "＠", ""),
                        "--reader",
                        "\uFFFD\uFFFD puce 00 00",
                        "\uFFFD\uFFFD\uFFFD",
                        ""));
    }

    @Test
    void anotherCommandLineThanTheGivenOneIsNotBelieved() {
        String[] given = {"load", "\uFFFD\uFFFD"};
        assertArrayEquals(given, Arguments.restored(line("java", "load", "abc"), given));
        assertArrayEquals(given, Arguments.restored(line("é"), given));
        assertArrayEquals(given, Arguments.restored(line("java", "store", "é"), given));
    }

    @Test
    void whatIsNoUtf8StaysLost() {
        byte[] line = line("java", "Zo?");
        line[line.length - 2] = (byte) 0xEB;
        assertArrayEquals(new String[] {"Zo\uFFFD"}, Arguments.restored(line, "Zo\uFFFD"));
    }
}
