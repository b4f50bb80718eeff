package org.keyrack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that cannot be held in the head is two files. */
class FileLengthTest {
    private static final long MOST = 400;

    @Test
    void noSourceIsOverFourHundredLines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<String> longer = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST)
                    .map(file -> file + ": " + lines(file))
                    .sorted()
                    .toList();
            assertEquals(List.of(), longer);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
