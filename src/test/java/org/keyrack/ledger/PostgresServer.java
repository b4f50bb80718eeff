package org.keyrack.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the tests' own: Debian's server programs as user postgres on a loopback port, its files in a temporary
 * folder, durable as in production. Needs root, for the change of user.
 */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path programs;
    private final Path folder;
    private final int port;
    private boolean running;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Makes a server and starts it. */
    public static PostgresServer start() {
        Path installed = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.list(installed)) {
            Path programs = versions.max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("Install the package postgresql"))
                    .resolve("bin");
            Path folder = Files.createTempDirectory("keyrack-pg");
            run(List.of("chown", "postgres", folder.toString()));
            run(List.of("chmod", "711", folder.toString()));
            PostgresServer server = new PostgresServer(programs, folder, freePort());
            try {
                server.asPostgres("initdb", "-D", server.data(), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
                server.resume();
                return server;
            } catch (IllegalStateException failed) {
                server.close();
                throw failed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs are needed: install the package postgresql", e);
        }
    }

    /** URL of a new, empty database. */
    public String newDatabase() {
        String name = "ledger" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Stops at once, as a crash would. */
    public void crash() {
        asPostgres("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
        running = false;
    }

    public void resume() {
        asPostgres(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder,
                "start");
        running = true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void asPostgres(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                programs.resolve(program).toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Path output = Files.createTempFile("keyrack-pg", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + ": " + Files.readString(output));
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (running) {
            crash();
        }
        run(List.of("rm", "-rf", folder.toString()));
    }
}
