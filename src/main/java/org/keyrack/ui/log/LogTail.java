package org.keyrack.ui.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of the program's log. */
final class LogTail {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_LINES = 1000;

    private LogTail() {}

    /** The last lines, redacted; none when there is no log. Reads the disk; not for the JavaFX thread. */
    static List<String> read(Path folder) throws IOException {
        Path file = folder.resolve("keyrack.log");
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, in.length() - MOST_BYTES);
            in.seek(start);
            byte[] bytes = new byte[(int) (in.length() - start)];
            in.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // The first line may have lost its beginning.
            List<String> whole = start == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
            return whole.subList(Math.max(0, whole.size() - MOST_LINES), whole.size()).stream()
                    .map(LogRedaction::redact)
                    .toList();
        }
    }
}
