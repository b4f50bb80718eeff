package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that goes, with all that is in it, when it is closed.
 *
 * @param path the folder; exists
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
    /** Makes one where the system keeps such folders; only its owner may enter it. */
    public static TemporaryFolder named(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    /** Makes one inside of another folder. */
    public static TemporaryFolder in(Path folder, String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(folder, prefix));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
