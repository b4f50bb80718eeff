package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.Seeded;

/** Lines are read byte for byte, wherever the portions in which the file is read begin and end. */
class ExportLinesTest {
    private static final int PORTION = 1 << 16;

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("export.jsonl"), bytes);
    }

    private static List<Optional<String>> read(Path file) {
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            List<Optional<String>> lines = new ArrayList<>();
            try (ExportLines export = new ExportLines(file)) {
                for (Optional<ExportLines.Line> line = export.next(); line.isPresent(); line = export.next()) {
                    lines.add(line.get().text());
                }
                assertEquals(Optional.empty(), export.next(), "the end stays the end");
            }
            return lines;
        });
    }

    private void same(List<String> lines, boolean lastIsWhole) throws IOException {
        String text = String.join("\n", lines) + (lastIsWhole ? "\n" : "");
        assertEquals(lines.stream().map(Optional::of).toList(), read(file(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void linesThatLieAcrossPortionsAreReadWhole() {
        Seeded.repeat(60, random -> {
            List<String> lines = new ArrayList<>();
            int length = 0;
            while (length < 3 * PORTION) {
                String line = "x".repeat(Seeded.between(random, 1, 9000)) + lines.size();
                lines.add(line);
                length += line.length() + 1;
            }
            same(lines, random.nextBoolean());
        });
    }

    /** As long as half a portion, a portion and two, and a byte more or less: the room for a line grows with it. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                PORTION / 2 - 1,
                PORTION / 2,
                PORTION / 2 + 1,
                PORTION - 1,
                PORTION,
                PORTION + 1,
                2 * PORTION,
                300_000
            })
    void aLineOfAnyLengthIsReadWhole(int length) throws IOException {
        same(List.of("a", "y".repeat(length), "b"), true);
        same(List.of("z".repeat(length)), false);
    }

    @Test
    void anEmptyFileHasNoLineAndAnEmptyLineIsOne() throws IOException {
        assertEquals(List.of(), read(file(new byte[0])));
        assertEquals(List.of(Optional.of(""), Optional.of("")), read(file(new byte[] {'\n', '\n'})));
    }

    /** Another reader would put U+FFFD there and vouch for bytes that were never chained. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aLineThatIsNoTextIsGivenAsNone(int at) throws IOException {
        byte[] bytes = {'a', 'b', 'c', '\n', 'd', '\n'};
        bytes[at] = (byte) 0xFF;
        assertEquals(List.of(Optional.empty(), Optional.of("d")), read(file(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFFFD", "a\uFFFDb", "\uFFFDend"})
    void theReplacementCharacterItselfIsText(String line) throws IOException {
        same(List.of(line, "next"), true);
    }

    @Test
    void theFileIsLetGo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("line\n".getBytes(StandardCharsets.US_ASCII));
        Path file = file(bytes.toByteArray()).toRealPath();
        Path open = Path.of("/proc/self/fd");
        try (ExportLines export = new ExportLines(file)) {
            assertTrue(export.next().isPresent());
            assertTrue(!Files.isDirectory(open) || isOpen(open, file));
        }
        assertFalse(Files.isDirectory(open) && isOpen(open, file));
    }

    private static boolean isOpen(Path open, Path file) throws IOException {
        try (Stream<Path> links = Files.list(open)) {
            return links.anyMatch(link -> {
                try {
                    return Files.readSymbolicLink(link).equals(file);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        }
    }
}
