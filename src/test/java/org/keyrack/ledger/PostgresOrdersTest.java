package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
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
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;

/**
 * Three benches race for the last modules of an order on one PostgreSQL, while their connections are cut. With
 * {@code -Dkeyrack.orders.rounds=10000} as often as was asked for; cut in every {@code keyrack.orders.cuts}-th round.
 */
@Tag("database")
class PostgresOrdersTest {
    private static final int BENCHES = 3;
    private static final int EACH = 2;

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
                    Racer racer = new Racer(benches.get(bench), order, round * 100 + bench * 10);
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
                assertEquals(BENCHES * EACH, view.modules().size(), "every module is counted");
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

    /** One bench in one round: a batch in which each module ends in its own way. */
    private static final class Racer {
        private final Ledger ledger;
        private final String order;
        private final int first;
        private final Random random;
        private final Story story;

        Racer(Ledger ledger, String order, int first) {
            this.ledger = ledger;
            this.order = order;
            this.first = first;
            this.random = new Random(first);
            this.story = new Story(first);
        }

        void run() throws Exception {
            long batch = ledger.nextBatch();
            write(story.batch(batch, EACH, EACH, order));
            for (int n = first; n < first + EACH; n++) {
                try {
                    write(story.unit(n, 1));
                    work(n);
                } catch (ClaimRefused none) {
                    // The order has no room for it.
                }
            }
            write(story.ended(batch, 0, 0));
        }

        private void work(int n) throws Exception {
            Intent intent = story.intent(story.download(n, 1, 1));
            write(intent);
            if (random.nextInt(3) == 0) {
                write(story.notLoaded(intent, "link.HUNG"));
                write(story.unitEnded(n, UnitResult.State.FAILED, 0, 1));
                return;
            }
            write(story.exported(intent));
            boolean loaded = random.nextBoolean();
            write(loaded ? story.loaded(intent) : story.unknown(intent));
            write(story.unitEnded(n, loaded ? UnitResult.State.DONE : UnitResult.State.UNKNOWN, loaded ? 1 : 0, 1));
        }

        /** As a run does: the same event again until it is in. */
        private void write(Durable event) throws Exception {
            Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
            while (true) {
                try {
                    ledger.commit(List.of(event));
                    return;
                } catch (JournalUnavailable again) {
                    assertTrue(Instant.now().isBefore(deadline), again.getMessage());
                }
            }
        }
    }
}
