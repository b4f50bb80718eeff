package org.keyrack.reader.pcsc;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a pcscd of its own. libpcsclite reads PCSCLITE_CSOCK_NAME once, at its first call in this JVM, so all
 * classes of a JVM use one socket path, put into the environment by setenv(3) before that call.
 */
public final class PcscdExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Path DIRECTORY = directory();

    private final int readers;
    private PrivatePcscd pcscd;

    /** @param readers 0 to 16, or -1: nothing is started before the test does */
    public PcscdExtension(int readers) {
        this.readers = readers;
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("pcscd");
            Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
            String socket = directory.resolve("pcscd.comm").toString();
            if (setenv.invokeInt(new Object[] {"PCSCLITE_CSOCK_NAME", socket, 1}) != 0) {
                throw new IllegalStateException("setenv failed");
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (readers >= 0) {
            start(readers);
        }
    }

    /** Starts the class's pcscd, in place of one that ran before. */
    public PrivatePcscd start(int count) throws IOException {
        stop();
        pcscd = PrivatePcscd.start(DIRECTORY, count);
        return pcscd;
    }

    public void stop() {
        if (pcscd != null) {
            pcscd.close();
            pcscd = null;
        }
    }

    public PrivatePcscd pcscd() {
        return pcscd;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }
}
