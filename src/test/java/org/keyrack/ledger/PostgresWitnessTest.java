package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.witness.KeptChain;

/** Benches on one PostgreSQL are witnesses of each other, by themselves. */
@Tag("database")
class PostgresWitnessTest {
    private static PostgresServer server;

    @TempDir
    Path folder;

    private final Story story = new Story(17);

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private void batch(Ledger ledger, int module) throws Exception {
        long batch = ledger.nextBatch();
        ledger.commit(List.of(story.batch(batch, 1, 1)));
        ledger.commit(story.wholeUnit(module, 1));
        ledger.commit(List.of(story.ended(batch, 1, 1)));
    }

    private LedgerSettings settings(String url, String bench) {
        return LedgerSettings.at(url, bench, folder.resolve(bench));
    }

    private static void awaitRound(FollowedWorld world) throws Exception {
        assertTrue(world.ended(), "a round was begun");
    }

    @Test
    void aBatchesEndHasTheOtherBenchesCosignedAndTheirCertificatesShowIt() throws Exception {
        String url = server.newDatabase();
        FollowedWorld world = new FollowedWorld("witness");
        try (Ledger one = Ledger.open(settings(url, "bench-1"));
                Ledger two = Ledger.open(settings(url, "bench-2"), problem -> {}, world)) {
            batch(one, 1);
            batch(two, 2);
            awaitRound(world);
            VerifierKey witness = two.witness().key(Optional.empty());
            assertEquals("keyrack-witness/bench-2", witness.name());
            LineCertificate certificate =
                    one.query().certificates(Story.sn(1)).get(0).certificate();
            VerifierKey bench = VerifierKey.parse(one.query().verifierKeys().get(0));
            certificate.verify(bench, List.of(witness));
            assertTrue(certificate.checkpoint().signatures().stream().anyMatch(line -> line.isOf(witness)));
            long seen = two.witness().kept().get(0).size();
            batch(one, 3);
            batch(two, 4);
            awaitRound(world);
            assertEquals(seen, two.witness().kept().get(0).size(), "at most once a minute and chain");
            world.minute();
            batch(two, 5);
            awaitRound(world);
            assertTrue(two.witness().kept().get(0).size() > seen);
        }
    }

    /** As a script does that loads one rack. */
    @Test
    void aBenchThatClosesWithItsBatchHasCosignedTheOthers() throws Exception {
        String url = server.newDatabase();
        try (Ledger one = Ledger.open(settings(url, "bench-1"))) {
            batch(one, 1);
            try (Ledger two = Ledger.open(settings(url, "bench-2"))) {
                batch(two, 2);
            }
            try (Ledger again = Ledger.open(settings(url, "bench-2"))) {
                assertEquals(1, again.witness().kept().size());
            }
        }
    }

    @Test
    void aBenchThatSignsAnotherHistoryIsFoundByTheOtherAndCosignedNoMore() throws Exception {
        String url = server.newDatabase();
        FollowedWorld world = new FollowedWorld("witness");
        try (Ledger two = Ledger.open(settings(url, "bench-2"), problem -> {}, world)) {
            try (Ledger one = Ledger.open(settings(url, "bench-1"))) {
                batch(one, 1);
            }
            batch(two, 2);
            awaitRound(world);
            rewriteTheLastLineOfBench1(url);
            world.minute();
            batch(two, 3);
            awaitRound(world);
            assertEquals(KeptChain.State.FORKED, two.witness().kept().get(0).state());
        }
        Database database = Database.at(url);
        try (var handle = database.openReader()) {
            assertEquals(
                    1,
                    Chains.of(handle, "bench-2").stream()
                            .flatMap(chain -> Chains.lines(handle, chain, 0, 1_000).stream())
                            .filter(line -> line.contains("\"type\":\"fork-seen\""))
                            .count());
        } finally {
            database.close();
        }
    }

    /** Whoever has the server and the bench's key and disk: the history is another one, and signed. */
    private void rewriteTheLastLineOfBench1(String url) throws Exception {
        LedgerSettings settings = settings(url, "bench-1");
        Database database = Database.at(url);
        try (var handle = database.openReader();
                Connection owner = DriverManager.getConnection(url);
                Statement change = owner.createStatement()) {
            var chain = Chains.of(handle, "bench-1").get(0);
            List<String> lines = new java.util.ArrayList<>(Chains.lines(handle, chain, 0, 1_000));
            String last = lines.remove(lines.size() - 1);
            lines.add(EventLine.parse(last).with("reason", "forged").text());
            String note = WitnessScene.note(lines, lines.size(), BenchKey.at(settings.benchKey()))
                    .encode();
            change.execute("SET session_replication_role = replica");
            change.execute("UPDATE event SET body = '" + lines.get(lines.size() - 1)
                    + "' WHERE bench = 'bench-1' AND seq = " + lines.size());
            change.execute(
                    "UPDATE checkpoint SET note = '" + note + "' WHERE chain = 'bench-1' AND size = " + lines.size());
        } finally {
            database.close();
        }
    }
}
