package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.Readers.Subscription;

/** faults.md rows 3 to 6: the service that starts late, dies, comes back, has no readers or too few. */
@Tag("pcsc")
class PcscServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(-1);

    @AfterEach
    void stop() {
        PCSCD.stop();
    }

    @Test
    void aServiceThatStartsLateIsUsedByItself() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.await("a stopped service", seen -> seen.service() == Service.STOPPED);
            PCSCD.start(2);
            long started = System.nanoTime();
            bench.await("a running service", seen -> seen.service() == Service.RUNNING);
            double running = Bench.milliseconds(started);
            bench.plug(ScriptedCard.named(1));
            bench.awaitCards(1);
            CardConnection connection = bench.openAll(1).get(0);
            assertEquals(0x9000, connection.transmit(Bench.COMMAND).sw());
            double ready = Bench.milliseconds(started);
            System.out.printf("pcscd started late: seen after %.0f ms, first answer after %.0f ms%n", running, ready);
            assertTrue(ready < 5_000, "ready after " + ready + " ms");
        }
    }

    @Test
    void noReadersIsACalmEmptyBench() throws Exception {
        PCSCD.start(0);
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.await(
                    "an empty bench",
                    seen -> seen.service() == Service.RUNNING && seen.readers().isEmpty());
            assertEquals(
                    Reason.READER_GONE,
                    assertThrows(LinkFailure.class, () -> bench.readers.open("None", Sharing.SHARED))
                            .reason());
        }
    }

    @Test
    void moreCardsThanTheSystemCanShowIsSeenByItsLimit() throws Exception {
        PCSCD.start(16);
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            var all = bench.await("16 readers", seen -> seen.readers().size() == 16);
            assertEquals(PcscInstallation.readerLimit(), all.limit());
        }
        assertThrows(IllegalArgumentException.class, () -> PCSCD.start(17));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aServiceKilledInMidCommandIsUsedAgainWithoutARestartOfKeyRack(Provider provider) throws Exception {
        PCSCD.start(4);
        try (Bench bench = new Bench(PCSCD, provider, LIMIT)) {
            CountDownLatch working = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            bench.plugAndStay(new ScriptedCard(ScriptedCard.T1, apdu -> {
                working.countDown();
                ScriptedCard.works(over, 60_000);
                return ScriptedCard.bytes(5, 0x90, 0x00);
            }));
            bench.plugAndStay(ScriptedCard.named(6));
            var before = bench.awaitCards(2);
            List<CardConnection> connections = bench.openAll(2);
            String name = bench.name(0);
            List<Service> services = new CopyOnWriteArrayList<>();
            Subscription subscription = bench.readers.listen(seen -> services.add(seen.service()));
            Future<LinkFailure> failure = bench.start(() ->
                    assertThrows(LinkFailure.class, () -> connections.get(0).transmit(Bench.COMMAND)));
            assertTrue(working.await(5, TimeUnit.SECONDS));
            PCSCD.pcscd().kill();
            long killed = System.nanoTime();
            over.countDown();
            assertEquals(Reason.SERVICE_GONE, failure.get(5, TimeUnit.SECONDS).reason());
            double told = Bench.milliseconds(killed);
            bench.await("a stopped service", seen -> seen.service() == Service.STOPPED);
            assertEquals(
                    Reason.SERVICE_GONE,
                    assertThrows(LinkFailure.class, () -> bench.readers.open(name, Sharing.SHARED))
                            .reason());
            PCSCD.pcscd().restart();
            long restarted = System.nanoTime();
            // Not waiting for the monitor: opening waits for the card of a service that has just come back.
            ResponseApdu answer;
            try (CardConnection again = bench.readers.open(name, Sharing.EXCLUSIVE)) {
                answer = again.transmit(Bench.COMMAND);
            }
            double works = Bench.milliseconds(restarted);
            var after = bench.awaitCards(2);
            subscription.close();
            connections.forEach(CardConnection::close);
            System.out.printf(
                    "%s, pcscd killed: the command fails after %.0f ms; first answer %.0f ms after the restart; %s%n",
                    provider, told, works, services);
            assertEquals(5, answer.data()[0]);
            assertTrue(works < 2_000, "works again after " + works + " ms");
            assertEquals(before.readers(), after.readers(), "no card was taken out");
            assertEquals(List.of(Service.RUNNING, Service.STOPPED, Service.RUNNING), services);
        }
    }

    @Test
    void aPrivatePcscdLeavesNothingRunning() throws Exception {
        PrivatePcscd pcscd = PCSCD.start(3);
        assertEquals(4, pcscd.readers(), "readers come in pairs");
        assertTrue(pcscd.alive());
        assertTrue(Files.exists(pcscd.socket()));
        pcscd.kill();
        assertFalse(pcscd.alive());
        pcscd.restart();
        assertTrue(pcscd.alive());
        PCSCD.stop();
        assertFalse(pcscd.alive());
        assertFalse(Files.exists(pcscd.socket()));
    }

    @Test
    void aDirectoryWhosePathIsTooLongForASocketIsNamed(@TempDir Path directory) {
        Path deep = directory.resolve("d".repeat(100));
        IOException refused = assertThrows(IOException.class, () -> PrivatePcscd.start(deep, 2));
        assertTrue(refused.getMessage().contains("shorter path"), refused.getMessage());
        assertFalse(Files.exists(deep));
    }
}
