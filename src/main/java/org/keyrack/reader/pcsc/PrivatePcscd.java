package org.keyrack.reader.pcsc;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pcscd of one's own, with virtual readers and its own socket, beside the machine's: for tests and integrators (Linux
 * only). Recipe as tried, design.md "Virtual bench": pcscd has no option for its socket, systemd-socket-activate gives it
 * one; each reader.conf entry gets its own copy of libifdvpcd.so because its slots are static, and makes two readers, on
 * ports P and P+1. A client finds it by PCSCLITE_CSOCK_NAME, set before its first PC/SC call.
 */
public final class PrivatePcscd implements AutoCloseable {
    /** pcsc-lite before 2.5 shows no more. */
    public static final int MOST_READERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PrivatePcscd.class);
    /** On a machine with ten programs for each core a start took 18 s; a pcscd that ends is noticed at once. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final int LONGEST_SOCKET_PATH = 107;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final List<String> DRIVERS = List.of(
            "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
            "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so",
            "/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so");

    private final Path directory;
    private final Path activator;
    private final Path daemon;
    private final int readers;
    private final int firstPort;
    private final Thread atExit = new Thread(this::kill, "pcscd-at-exit");
    private Optional<Process> process = Optional.empty();

    private PrivatePcscd(Path directory, Path activator, Path daemon, int readers, int firstPort) {
        this.directory = directory;
        this.activator = activator;
        this.daemon = daemon;
        this.readers = readers;
        this.firstPort = firstPort;
    }

    /**
     * Writes the configuration and starts pcscd; returns when its readers listen.
     *
     * @param directory for the socket {@code pcscd.comm}, {@code conf/} and {@code pcscd.log}; made when missing
     * @param readers 0 to 16, made in pairs: an odd number gives one more
     * @throws IOException when a Debian package is missing (it is named), or pcscd does not start
     */
    public static PrivatePcscd start(Path directory, int readers) throws IOException {
        return start(directory, readers, pair -> String.format(Locale.ROOT, "Virtual %02d", pair));
    }

    /** @param names of the readers by pair, from 0; pcscd appends numbers of its own */
    public static PrivatePcscd start(Path directory, int readers, IntFunction<String> names) throws IOException {
        if (readers < 0 || readers > MOST_READERS) {
            throw new IllegalArgumentException(
                    "pcscd shows at most " + MOST_READERS + " readers, not " + readers + ". Ask for fewer.");
        }
        Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.resolve("pcscd.comm").toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new IOException("The path of the socket is too long for the system: " + absolute
                    + ". Choose a directory with a shorter path.");
        }
        Path activator = needed(PcscInstallation.executable("systemd-socket-activate"), "systemd");
        Path daemon = needed(PcscInstallation.daemon(), "pcscd");
        Path driver =
                needed(DRIVERS.stream().map(Path::of).filter(Files::exists).findFirst(), "vsmartcard-vpcd");
        int pairs = (readers + 1) / 2;
        int firstPort = freePorts(2 * pairs);
        configure(absolute.resolve("conf"), driver, pairs, firstPort, names);
        PrivatePcscd pcscd = new PrivatePcscd(absolute, activator, daemon, 2 * pairs, firstPort);
        Runtime.getRuntime().addShutdownHook(pcscd.atExit);
        try {
            pcscd.launch();
            return pcscd;
        } catch (IOException failed) {
            pcscd.close();
            throw failed;
        }
    }

    private static Path needed(Optional<Path> found, String debianPackage) throws IOException {
        return found.orElseThrow(() -> new IOException("A private pcscd needs the Debian package " + debianPackage
                + ". Install all it needs: apt-get install pcscd vsmartcard-vpcd systemd"));
    }

    private static void configure(Path conf, Path driver, int pairs, int firstPort, IntFunction<String> names)
            throws IOException {
        Files.createDirectories(conf);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs; i++) {
            Path copy = conf.resolveSibling("libifdvpcd-" + i + ".so");
            Files.copy(driver, copy, StandardCopyOption.REPLACE_EXISTING);
            int port = firstPort + 2 * i;
            text.append(String.format(
                    Locale.ROOT,
                    "FRIENDLYNAME \"%s\"%nDEVICENAME /dev/null:0x%04X%nLIBPATH %s%nCHANNELID 0x%04X%n%n",
                    names.apply(i),
                    port,
                    copy,
                    port));
        }
        Files.writeString(conf.resolve("reader.conf"), text);
    }

    /** A row of free ports below the range from which the system takes its own. */
    static int freePorts(int count) throws IOException {
        Random random = new Random();
        for (int tries = 0; tries < 100; tries++) {
            int first = LOWEST_PORT + 2 * random.nextInt((HIGHEST_PORT - LOWEST_PORT) / 2);
            if (allFree(first, count)) {
                return first;
            }
        }
        throw new IOException("No " + count + " free TCP ports in a row. Stop other virtual readers and try again.");
    }

    private static boolean allFree(int first, int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port = first; port < first + count; port++) {
                held.add(new ServerSocket(port));
            }
            return true;
        } catch (IOException taken) {
            return false;
        } finally {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException unimportant) {
                    LOG.debug("Port {}: {}", socket.getLocalPort(), unimportant.getMessage());
                }
            }
        }
    }

    private void launch() throws IOException {
        Files.deleteIfExists(socket());
        Process started = new ProcessBuilder(
                        activator.toString(),
                        "-l",
                        socket().toString(),
                        daemon.toString(),
                        "-f",
                        "-c",
                        directory.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("pcscd.log").toFile()))
                .start();
        process = Optional.of(started);
        started.getOutputStream().close();
        // The first connection makes systemd-socket-activate become pcscd.
        await("its socket is not there", this::knock);
        for (int port = firstPort; port < firstPort + readers; port++) {
            int reader = port;
            await("its readers do not listen", () -> listens(reader));
        }
    }

    private boolean knock() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket()));
        } catch (IOException early) {
            return false;
        }
    }

    /** Looked up, not tried: vpcd would take a connection for a card. State 0A is LISTEN. */
    private static boolean listens(int port) {
        String wanted = String.format(Locale.ROOT, ":%04X 00000000:0000 0A", port);
        try {
            return Files.readString(Path.of("/proc/net/tcp")).contains(wanted)
                    || Files.readString(Path.of("/proc/net/tcp6"))
                            .contains(
                                    String.format(Locale.ROOT, ":%04X 00000000000000000000000000000000:0000 0A", port));
        } catch (IOException hidden) {
            return false;
        }
    }

    private void await(String problem, java.util.function.BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!alive() || System.nanoTime() > end) {
                throw new IOException("pcscd did not start: " + problem + ". See " + directory.resolve("pcscd.log"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** For PCSCLITE_CSOCK_NAME. */
    public Path socket() {
        return directory.resolve("pcscd.comm");
    }

    /** Card i of the virtual readers belongs on this port + i. */
    public int firstPort() {
        return firstPort;
    }

    /** How many readers there are: an even number. */
    public int readers() {
        return readers;
    }

    public synchronized boolean alive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** Ends pcscd at once, as a crash would (SIGKILL). */
    public synchronized void kill() {
        if (process.isPresent()) {
            Process last = process.get();
            last.destroyForcibly();
            boolean interrupted = false;
            while (last.isAlive()) {
                try {
                    last.waitFor();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Kills it when it runs, and starts it again with the same socket and ports; cards must connect again. */
    public synchronized void restart() throws IOException {
        kill();
        launch();
    }

    /** Ends pcscd and removes its socket; the configuration and the log stay. Idempotent. */
    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(socket());
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IOException | IllegalStateException unimportant) {
            LOG.debug("After the end of pcscd: {}", unimportant.getMessage());
        }
    }
}
