package org.keyrack.reader.pcsc;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keyrack.app.TemporaryFolder;

/**
 * Gives a test class a pcscd of its own. libpcsclite reads PCSCLITE_CSOCK_NAME once, at its first call in this JVM, so all
 * classes of a JVM use one socket path, put into the environment by setenv(3) before that call.
 */
public final class PcscdExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Path DIRECTORY = directory();
    /** The one that runs: the classes of a JVM come one after the other. */
    private static Optional<PrivatePcscd> running = Optional.empty();

    private final int readers;

    /** @param readers 0 to 16, or -1: nothing is started before the test does */
    public PcscdExtension(int readers) {
        this.readers = readers;
    }

    private static Path directory() {
        try {
            TemporaryFolder folder = TemporaryFolder.named("pcscd");
            Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
            String socket = folder.path().resolve("pcscd.comm").toString();
            if (setenv.invokeInt(new Object[] {"PCSCLITE_CSOCK_NAME", socket, 1}) != 0) {
                throw new IllegalStateException("setenv failed");
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder.path();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Also in the middle of a class, when its run is interrupted: pcscd must not write there any more. */
    private static void remove(TemporaryFolder folder) {
        end();
        try {
            folder.close();
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
        end();
        return begin(count);
    }

    private static synchronized PrivatePcscd begin(int count) throws IOException {
        PrivatePcscd started = PrivatePcscd.start(DIRECTORY, count);
        running = Optional.of(started);
        return started;
    }

    private static synchronized void end() {
        running.ifPresent(PrivatePcscd::close);
        running = Optional.empty();
    }

    public void stop() {
        end();
    }

    public PrivatePcscd pcscd() {
        return running.orElseThrow();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }
}
