package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;

/**
 * Three benches race for the last modules of an order on one PostgreSQL, while their connections are cut. With
 * {@code -Dkeyrack.orders.rounds=10000} as often as was asked for; cut in every {@code keyrack.orders.cuts}-th round. One of them
 * is killed in as many rounds as {@code keyrack.orders.kills} says.
 */
@Tag("database")
class PostgresOrdersTest {
    private static final int BENCHES = 3;

    private static PostgresServer server;

    @TempDir
    Path folder;

    private String url;
    private final List<Ledger> benches = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void neverOneModuleTooManyAndAtTheEndAPlaceForEachThatMayHoldAKey() throws Exception {
        url = server.newDatabase();
        int rounds = Integer.getInteger("keyrack.orders.rounds", 24);
        int cuts = Integer.getInteger("keyrack.orders.cuts", 4);
        ExecutorService threads = Executors.newFixedThreadPool(BENCHES);
        long full = 0;
        long waits = 0;
        try (Connection watch = DriverManager.getConnection(url);
                Statement ask = watch.createStatement()) {
            for (int bench = 1; bench <= BENCHES; bench++) {
                String name = "bench-" + bench;
                benches.add(Ledger.open(LedgerSettings.at(url, name, folder.resolve(name))));
            }
            OrderOffice.trust(benches.get(0));
            for (int round = 0; round < rounds; round++) {
                String order = "round-" + round;
                int quantity = 1 + round % 4;
                benches.get(0)
                        .orders()
                        .open(OrderOffice.order(benches.get(0), order, "{quantity: " + quantity + "}", "2999-12-31"));
                List<Future<?>> running = new ArrayList<>();
                for (int bench = 0; bench < BENCHES; bench++) {
                    OrderRacer racer = new OrderRacer(benches.get(bench), order, round * 100 + bench * 10);
                    running.add(threads.submit(() -> {
                        racer.run();
                        return null;
                    }));
                }
                if (round % cuts == cuts - 1) {
                    cut(ask, round);
                }
                for (Future<?> each : running) {
                    while (!each.isDone()) {
                        waits += number(
                                ask,
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                        + " AND wait_event IN ('transactionid', 'tuple') AND datname = current_database()");
                    }
                    each.get();
                }
                OrderView view = benches.get(0).query().order(order);
                assertTrue(view.used() <= quantity, order + ": " + view.used() + " of " + quantity);
                assertEquals(
                        view.used(),
                        number(
                                ask,
                                "SELECT count(*) FROM order_place WHERE sn IS NOT NULL AND number = '" + order + "'"),
                        order);
                assertEquals(
                        0, number(ask, "SELECT count(*) FROM order_place WHERE held AND number = '" + order + "'"));
                assertEquals(BENCHES * OrderRacer.EACH, view.modules().size(), "every module is counted");
                full += view.counts().of(ModuleClass.REFUSED) > 0 ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
            benches.forEach(Ledger::close);
        }
        assertEquals(0, waits, "waits for a lock");
        assertTrue(full > rounds / 4, "the benches raced for the last places in " + full + " of " + rounds + " rounds");
        System.out.println(rounds + " rounds, all places taken in " + full);
    }

    @Test
    void aBenchThatIsKilledInARaceLeavesAPlaceForEachThatMayHoldAKeyAndNoOther() throws Exception {
        url = server.newDatabase();
        int kills = Integer.getInteger("keyrack.orders.kills", 2);
        Random random = new Random(17);
        Process[] racers = new Process[BENCHES];
        BufferedReader[] said = new BufferedReader[BENCHES];
        try (Ledger office = Ledger.open(LedgerSettings.at(url, "office", folder.resolve("office")));
                Connection watch = DriverManager.getConnection(url);
                Statement ask = watch.createStatement()) {
            OrderOffice.trust(office);
            for (int round = 0; round < kills; round++) {
                String order = "round-" + round;
                int quantity = 1 + round % 4;
                office.orders().open(OrderOffice.order(office, order, "{quantity: " + quantity + "}", "2999-12-31"));
                for (int bench = 0; bench < BENCHES; bench++) {
                    if (racers[bench] == null) {
                        racers[bench] = racer("bench-" + bench);
                        said[bench] = racers[bench].inputReader(StandardCharsets.UTF_8);
                        assertEquals("ready", said[bench].readLine());
                    }
                }
                int killed = random.nextInt(BENCHES);
                String lines = "SELECT count(*) FROM event WHERE bench = 'bench-" + killed + "'";
                long until = number(ask, lines) + 1 + random.nextInt(12);
                for (int bench = 0; bench < BENCHES; bench++) {
                    String first = order + " " + (round * 100 + bench * 10) + "\n";
                    racers[bench].getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
                    racers[bench].getOutputStream().flush();
                }
                while (number(ask, lines) < until && !said[killed].ready()) {
                    Thread.onSpinWait();
                }
                racers[killed].destroyForcibly().waitFor();
                for (int bench = 0; bench < BENCHES; bench++) {
                    if (bench != killed) {
                        assertEquals("done", said[bench].readLine());
                    }
                }
                // Its recovery lets go what it held.
                racers[killed] = racer("bench-" + killed);
                said[killed] = racers[killed].inputReader(StandardCharsets.UTF_8);
                assertEquals("ready", said[killed].readLine());
                OrderView view = office.query().order(order);
                assertTrue(view.used() <= quantity, order + ": " + view.used() + " of " + quantity);
                String places = "SELECT count(*) FROM order_place WHERE number = '" + order + "' AND ";
                assertEquals(view.used(), number(ask, places + "sn IS NOT NULL"), order);
                assertEquals(0, number(ask, places + "held"), order);
            }
        } finally {
            for (Process racer : racers) {
                if (racer != null) {
                    racer.destroyForcibly();
                }
            }
        }
        System.out.println(kills + " rounds with a kill each");
    }

    private Process racer(String bench) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrderRacer.class.getName(),
                        url,
                        bench,
                        folder.resolve(bench).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long number(Statement ask, String sql) throws SQLException {
        try (ResultSet row = ask.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the connections of the benches in the middle of whatever they do. */
    private static void cut(Statement ask, int round) throws SQLException {
        ask.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'KeyRack'"
                + " AND datname = current_database() AND pid % 3 = " + round % 3);
    }
}
