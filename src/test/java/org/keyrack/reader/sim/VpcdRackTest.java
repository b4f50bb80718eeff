package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keyrack.RackHead;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.pcsc.PcscdExtension;

/** The cards of a rack file in the readers of a real pcscd. */
@Tag("pcsc")
class VpcdRackTest {
    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(4);

    private static final byte[] LOCATION = {0, 5};

    private static VirtualBench bench(String faults) throws Exception {
        try (PcscReaders readers = new PcscReaders()) {
            // The cards of the test before are out.
            await(
                    readers,
                    now -> now.readers().size() == 4
                            && now.readers().stream().allMatch(reader -> reader.card() == Card.ABSENT));
        }
        VirtualBench bench = VirtualBench.start(RackFileTest.parse(RackHead.SET + RackHead.AS + """
                units: { count: 3, firstSerial: "0000000000000001",
                         locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                faults: [ %s ]
                """.formatted(faults)));
        bench.connectToVpcd(PCSCD.pcscd().firstPort()).get(20, TimeUnit.SECONDS);
        assertEquals(List.of(), bench.missingPorts());
        return bench;
    }

    private static ReaderSnapshot await(Readers readers, Predicate<ReaderSnapshot> wanted) throws InterruptedException {
        BlockingQueue<ReaderSnapshot> seen = new LinkedBlockingQueue<>();
        Readers.Subscription subscription = readers.listen(seen::add);
        try {
            while (true) {
                ReaderSnapshot snapshot = seen.poll(20, TimeUnit.SECONDS);
                assertTrue(snapshot != null, "Never seen; last: " + readers.snapshot());
                if (wanted.test(snapshot)) {
                    return snapshot;
                }
            }
        } finally {
            subscription.close();
        }
    }

    private static boolean allPresent(ReaderSnapshot snapshot) {
        return snapshot.readers().size() == 4
                && snapshot.readers().stream().allMatch(reader -> reader.card() == Card.PRESENT);
    }

    private static List<String> names(Readers readers) throws InterruptedException {
        return await(readers, VpcdRackTest::allPresent).readers().stream()
                .map(ReaderSnapshot.Reader::name)
                .toList();
    }

    @Test
    void keysAreLoadedThroughPcscdAndCountedAtTheCards() throws Exception {
        try (VirtualBench bench = bench("");
                PcscReaders readers = new PcscReaders()) {
            List<String> names = names(readers);
            CardConnection as = Host.openAs(readers, names.get(0), bench.operatorPin());
            for (int unit = 1; unit <= 3; unit++) {
                CardConnection ei = Host.openEi(readers, names.get(unit));
                assertEquals(unit, Host.serial(ei));
                byte[] exported =
                        Host.export(as, Host.initiate(ei).data(), 3, 5).data();
                assertEquals(0x9000, Host.load(ei, exported, 5, true).sw());
                assertEquals(1, bench.commandCounts(VirtualBench.name(unit)).get(Instruction.IMPORTKEY));
            }
            assertEquals(3, bench.commandCounts(VirtualBench.name(0)).get(Instruction.EXPORTKEY));
        }
    }

    @Test
    void lostAnswerAndSwapComeBackAsTheyShould() throws Exception {
        try (VirtualBench bench = bench(
                        "{ unit: 1, command: IMPORTKEY, do: answerLost }, "
                                + "{ unit: 2, command: IMPORTKEY, do: swap }, { unit: 3, command: INITIATE, do: pull, for: 3000 }");
                PcscReaders readers = new PcscReaders()) {
            List<String> names = names(readers);
            CardConnection as = Host.openAs(readers, names.get(0), bench.operatorPin());
            byte[] r = failingLoad(readers, as, names.get(1));
            failingLoad(readers, as, names.get(2));
            CardConnection pulled = Host.openEi(readers, names.get(3));
            assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.initiate(pulled)));
            await(readers, now -> now.reader(names.get(3)).orElseThrow().card() == Card.ABSENT);
            await(
                    readers,
                    now -> allPresent(now)
                            && names.subList(1, 4).stream()
                                    .allMatch(name ->
                                            now.reader(name).orElseThrow().insertion() >= 2));
            ResponseApdu download = Host.get(Host.openEi(readers, names.get(1)), 0x0203, LOCATION);
            assertTrue(Arrays.equals(r, Arrays.copyOfRange(download.data(), 16, 32)), download.toString());
            assertEquals(4, Host.serial(Host.openEi(readers, names.get(2))));
            assertEquals(3, Host.serial(Host.openEi(readers, names.get(3))));
        }
    }

    /** @return R of the download whose answer did not come */
    private static byte[] failingLoad(Readers readers, CardConnection as, String name) throws Exception {
        CardConnection ei = Host.openEi(readers, name);
        ResponseApdu initiate = Host.initiate(ei);
        byte[] exported = Host.export(as, initiate.data(), 3, 5).data();
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.load(ei, exported, 5, false)));
        return Host.firstR(initiate);
    }

    /** The link breaks between pcscd's look and its power: pcscd would leave the card without power as long as it is in. */
    @Test
    void aCardThatPcscdCouldNotGivePowerToIsPutInAgain() throws Exception {
        try (PcscReaders readers = new PcscReaders()) {
            await(
                    readers,
                    now -> now.readers().size() == 4
                            && now.readers().stream().allMatch(reader -> reader.card() == Card.ABSENT));
        }
        AtomicInteger asked = new AtomicInteger();
        SimulatedCard chip =
                new AppletCard(SimulatedApplet.EI, CardMemory.volatileFor(SimulatedApplet.EI.memoryLength(0)));
        SimulatedCard breaking = new ForwardingCard(chip) {
            @Override
            public byte[] atr() {
                if (asked.incrementAndGet() == 2) {
                    throw new IllegalStateException("made by the test");
                }
                return super.atr();
            }
        };
        try (VpcdRack rack = new VpcdRack(List.of(breaking), PCSCD.pcscd().firstPort(), number -> null)) {
            rack.connected().get(20, TimeUnit.SECONDS);
            try (PcscReaders readers = new PcscReaders()) {
                ReaderSnapshot seen =
                        await(readers, now -> now.readers().stream().anyMatch(reader -> reader.card() == Card.PRESENT));
                String name = seen.readers().stream()
                        .filter(reader -> reader.card() == Card.PRESENT)
                        .findFirst()
                        .orElseThrow()
                        .name();
                Host.openEi(readers, name).close();
            }
        }
    }

    @Test
    void cardsComeBackToAPcscdThatWasKilled() throws Exception {
        try (VirtualBench bench = bench("");
                PcscReaders readers = new PcscReaders()) {
            List<String> before = new ArrayList<>(names(readers));
            PCSCD.pcscd().kill();
            await(readers, now -> now.service() != ReaderSnapshot.Service.RUNNING);
            restart();
            assertEquals(before, names(readers));
            assertEquals(2, Host.serial(Host.openEi(readers, before.get(2))));
            assertEquals(List.of(), bench.missingPorts());
        }
    }

    private static void restart() throws IOException {
        PCSCD.pcscd().restart();
    }
}
