package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrack.ledger.PostgresServer;
import org.keyrack.measure.Figure;
import org.keyrack.measure.MeasuredRack;

/** Row 15: benches, each a process of its own, that write to one PostgreSQL as fast as they can; their cards cost no time. */
final class BenchesRow {
    private static final int BENCHES = 8;
    private static final int KEYS = 20;
    private static final double TIMES_THE_AS = 4;
    private static final int LOOK_EVERY_MS = 10;
    private static final double AS_RATE =
            1000 / MeasuredRack.timed(1, BenchesWorker.UNITS, KEYS).export();

    private final Path folder;

    /** @param folder for what each bench keeps */
    BenchesRow(Path folder) {
        this.folder = folder;
    }

    List<Figure> measure() throws Exception {
        PostgresServer server;
        try {
            server = PostgresServer.start();
        } catch (java.io.UncheckedIOException | IllegalStateException absent) {
            System.err.println(absent.getMessage());
            return List.of(
                    Figure.unmeasured(15, BENCHES + " benches on one PostgreSQL: needs root and Debian's postgresql"));
        }
        try (server) {
            return measure(server.newDatabase());
        }
    }

    private List<Figure> measure(String url) throws Exception {
        List<Process> benches = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        try (Watch watch = new Watch(url)) {
            for (int i = 0; i < BENCHES; i++) {
                String bench = "bench-" + (i + 1);
                Process process = new ProcessBuilder(Jvm.command(
                                BenchesWorker.class,
                                url,
                                bench,
                                folder.resolve(bench).toString(),
                                Integer.toString(i),
                                Integer.toString(KEYS)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                benches.add(process);
                outputs.add(process.inputReader(StandardCharsets.UTF_8));
                // One after the other: the first makes the tables.
                expect(outputs.get(i), "ready");
            }
            watch.begin();
            long begun = System.nanoTime();
            for (Process bench : benches) {
                bench.getOutputStream().write('\n');
                bench.getOutputStream().flush();
            }
            for (BufferedReader output : outputs) {
                expect(output, "loaded");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            watch.end();
            double perSecond = BENCHES * BenchesWorker.UNITS * KEYS / seconds;
            return List.of(
                    Figure.of(
                                    15,
                                    BENCHES + " benches on one PostgreSQL: durable keys / their AS's demand",
                                    "",
                                    Figure.atLeast(TIMES_THE_AS),
                                    List.of(perSecond / (BENCHES * AS_RATE)))
                            .with("keysPerSecond", perSecond)
                            .with("looks", watch.looks.get()),
                    Figure.of(
                            15, "sessions that waited for a lock, of all looks", "", Figure.atMost(0), List.of((double)
                                    watch.waits.get())),
                    Figure.of(
                            15,
                            "connections a bench, at most",
                            "",
                            Figure.atMost(2),
                            List.of((double) watch.connections.get() / BENCHES)));
        } finally {
            benches.forEach(Process::destroyForcibly);
        }
    }

    private static void expect(BufferedReader output, String word) throws IOException {
        String line = output.readLine();
        if (!word.equals(line)) {
            throw new IOException("A bench said \"" + line + "\" instead of \"" + word + "\"");
        }
    }

    /** Looks at the server's sessions, on a connection of its own that they do not count. */
    private static final class Watch implements AutoCloseable {
        private final Connection connection;
        private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
        private final Set<String> waited = new TreeSet<>();
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger connections = new AtomicInteger();

        Watch(String url) throws SQLException {
            connection = DriverManager.getConnection(url + "&ApplicationName=watch");
        }

        void begin() {
            var unused = looking.scheduleAtFixedRate(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM pg_stat_activity"
                            + " WHERE application_name = 'KeyRack' AND datname = current_database()),"
                            + " (SELECT string_agg(locktype || ' ' || coalesce(relation::regclass::text, ''), ', ')"
                            + " FROM pg_locks WHERE NOT granted),"
                            + " (SELECT count(*) FROM pg_locks WHERE NOT granted)")) {
                row.next();
                looks.incrementAndGet();
                connections.accumulateAndGet(row.getInt(1), Math::max);
                waits.addAndGet(row.getInt(3));
                if (row.getString(2) != null) {
                    waited.add(row.getString(2));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void end() throws InterruptedException {
            looking.shutdown();
            if (!looking.awaitTermination(10, TimeUnit.SECONDS) || looks.get() == 0) {
                throw new IllegalStateException("The server's sessions could not be looked at");
            }
            if (!waited.isEmpty()) {
                System.err.println("waited for: " + waited);
            }
        }

        @Override
        public void close() throws SQLException {
            looking.shutdownNow();
            connection.close();
        }
    }
}
