package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers;

/** Each fault of the script, as a host sees it. */
@Tag("rack")
class FaultsTest {
    private static final String AS_READER = "Virtual Reader 01";
    private static final String EI_READER = "Virtual Reader 02";
    private static final int REF1 = 3;
    private static final int REF2 = 5;
    private static final byte[] LOCATION = {0, REF2};

    /** What the location holds from the start. */
    private String preloaded = "";

    private VirtualBench bench;
    private CardConnection as;

    private void start(String fault) throws Exception {
        start(fault, SimulatedReaders.ANSWER_LIMIT);
    }

    private void start(String fault, Duration answerLimit) throws Exception {
        bench = VirtualBench.start(
                RackFileTest.parse(RackHead.SET + RackHead.AS + """
                        units: { count: 2, firstSerial: "0000000000000001",
                                 locations: [ { ref: 5, appId: "0101", types: [AES-128]%s } ] }
                        faults: [ %s ]
                        """.formatted(preloaded, fault)), answerLimit);
        as = Host.openAs(bench.readers(), AS_READER, bench.operatorPin());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Waits for a snapshot in which the reader of the EI is as wanted. */
    private ReaderSnapshot.Reader await(Predicate<ReaderSnapshot.Reader> wanted) throws InterruptedException {
        BlockingQueue<ReaderSnapshot> seen = new LinkedBlockingQueue<>();
        Readers.Subscription subscription = bench.readers().listen(seen::add);
        try {
            while (true) {
                ReaderSnapshot snapshot = seen.poll(10, TimeUnit.SECONDS);
                if (snapshot == null) {
                    throw new AssertionError(
                            "Never seen; last: " + bench.readers().snapshot());
                }
                ReaderSnapshot.Reader reader = snapshot.reader(EI_READER).orElseThrow();
                if (wanted.test(reader)) {
                    return reader;
                }
            }
        } finally {
            subscription.close();
        }
    }

    private CardConnection again() throws Exception {
        await(reader -> reader.card() == Card.PRESENT && reader.insertion() == 2);
        return Host.openEi(bench.readers(), EI_READER);
    }

    @Test
    void lostAnswerLeavesTheKeyInAndTheCardComesBack() throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: answerLost, for: 50 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] initiate = Host.initiate(ei).data();
        byte[] exported = Host.export(as, initiate, REF1, REF2).data();
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.load(ei, exported, REF2, false)));
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.initiate(ei)));
        try (CardConnection back = again()) {
            ResponseApdu download = Host.get(back, 0x0203, LOCATION);
            assertEquals(0x9000, download.sw());
            assertArrayEquals(Arrays.copyOfRange(initiate, 14, 30), Arrays.copyOfRange(download.data(), 16, 32));
        }
    }

    @Test
    void lostCommandLeavesNothingIn() throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: commandLost, for: 50 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2).data();
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.load(ei, exported, REF2, false)));
        try (CardConnection back = again()) {
            assertEquals(0x6A88, Host.get(back, 0x0203, LOCATION).sw());
            byte[] fresh =
                    Host.export(as, Host.initiate(back).data(), REF1, REF2).data();
            assertEquals(0x9000, Host.load(back, fresh, REF2, false).sw());
        }
    }

    @Test
    void hangingCardIsFlaggedAndItsReaderHelpsItselfWhenItIsTakenOut() throws Exception {
        start("{ unit: 1, command: INITIATE, do: hang }", Duration.ofSeconds(2));
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        assertEquals(Reason.HUNG, Host.reasonOf(() -> Host.initiate(ei)));
        assertEquals(Reason.HUNG, Host.reasonOf(() -> Host.openEi(bench.readers(), EI_READER)));
        assertEquals(Card.MUTE, await(reader -> reader.card() != Card.PRESENT).card());
        ei.close();
        assertTrue(Host.get(as, 0x0101, new byte[0]).isSuccess());
        SimulatedReaders hands = bench.simulatedReaders();
        bench.replaceUnit(EI_READER);
        await(reader -> reader.card() == Card.PRESENT);
        try (CardConnection other = Host.openEi(hands, EI_READER)) {
            assertEquals(3, Host.serial(other));
        }
    }

    @Test
    void lateAnswerOfAHangEndsIt() throws Exception {
        start("{ unit: 1, command: INITIATE, do: hang, for: 4000 }", Duration.ofSeconds(2));
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        assertEquals(Reason.HUNG, Host.reasonOf(() -> Host.initiate(ei)));
        await(reader -> reader.card() == Card.PRESENT);
        try (CardConnection after = Host.openEi(bench.readers(), EI_READER)) {
            assertTrue(Host.initiate(after).isSuccess());
        }
    }

    @Test
    void wrongBytesKeepLengthAndStatusWord() throws Exception {
        start("{ as: 1, command: EXPORTKEY, do: wrongBytes }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        ResponseApdu exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2);
        assertEquals(0x9000, exported.sw());
        assertEquals(80, exported.data().length);
        assertNotEquals(1, exported.data()[0]);
    }

    @Test
    void wrongLengthsArriveAsTheyAre() throws Exception {
        start("{ unit: 1, command: INITIATE, do: wrongLength }, "
                + "{ unit: 1, command: INITIATE, nth: 2, do: wrongLength, length: 1 }, "
                + "{ unit: 1, command: INITIATE, nth: 3, do: wrongLength, length: 100 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        assertEquals(37, Host.initiate(ei).data().length);
        assertThrows(ProtocolFailure.class, () -> Host.initiate(ei));
        assertEquals(98, Host.initiate(ei).data().length);
        assertEquals(38, Host.initiate(ei).data().length);
    }

    @Test
    void bareSuccessStoresNothing() throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: bareSuccess }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2).data();
        ResponseApdu answer = Host.load(ei, exported, REF2, false);
        assertEquals(0x9000, answer.sw());
        assertEquals(0, answer.data().length);
        assertEquals(0x6A88, Host.get(ei, 0x0203, LOCATION).sw());
    }

    @Test
    void inventedStatusWordLeavesTheCardAlone() throws Exception {
        start("{ unit: 1, command: INITIATE, do: statusWord, sw: \"6F00\", times: 2 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        assertEquals(0x6F00, Host.initiate(ei).sw());
        assertEquals(0x6F00, Host.initiate(ei).sw());
        assertEquals(0x9000, Host.initiate(ei).sw());
    }

    @Test
    void exportAnsweredBy61xxOr6CxxSpendsExactlyOneCtr() throws Exception {
        start("{ as: 1, command: EXPORTKEY, do: statusWord, sw: \"6150\" }, "
                + "{ as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: \"6C50\" }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] initiate = Host.initiate(ei).data();
        ResponseApdu fetched = Host.export(as, initiate, REF1, REF2);
        assertEquals(0x9000, fetched.sw());
        assertEquals(80, fetched.data().length);
        assertEquals(1, ctr());
        assertEquals(0x6C50, Host.export(as, initiate, REF1, REF2).sw());
        assertEquals(2, ctr());
        assertEquals(2, bench.commandCounts(AS_READER).get(Instruction.EXPORTKEY));
    }

    private int ctr() throws Exception {
        byte[] identity = Host.get(as, 0x0101, new byte[0]).data();
        return java.nio.ByteBuffer.wrap(identity).getInt(26);
    }

    @Test
    void swapPutsTheNextSerialNumberIn() throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: swap }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2).data();
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.load(ei, exported, REF2, false)));
        try (CardConnection other = again()) {
            assertEquals(3, Host.serial(other));
            assertEquals(0x6984, Host.load(other, exported, REF2, false).sw());
            Host.initiate(other);
            assertEquals(0x6988, Host.load(other, exported, REF2, false).sw());
        }
    }

    @Test
    void pulledCardStaysOut() throws Exception {
        start("{ unit: 1, command: INITIATE, do: pull }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.initiate(ei)));
        assertEquals(1, await(reader -> reader.card() == Card.ABSENT).insertion());
        assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.openEi(bench.readers(), EI_READER)));
    }

    @Test
    void tornImportLeavesTheOldKeyOrTheNewOneAtEveryWrite() throws Exception {
        preloaded = ", key: { type: AES-128, version: 1, value: \"f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff\" }";
        List<Integer> versions = new ArrayList<>();
        for (int write = 1; tornAt(write, versions); write++) {
            bench.close();
        }
        assertTrue(versions.contains(1), "no tear came before the new key counted: " + versions);
        assertTrue(versions.contains(2), "no tear came after the new key counted: " + versions);
        assertTrue(Set.of(1, 2).containsAll(versions), versions.toString());
        assertEquals(versions.stream().sorted().toList(), versions);
    }

    /** Tears one write and notes the version that the location then has; false when the command has fewer writes. */
    private boolean tornAt(int write, List<Integer> versions) throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: tear, write: " + write + ", for: 1 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2).data();
        if (loads(ei, exported)) {
            return false;
        }
        try (CardConnection back = again()) {
            int version = Host.get(back, 0x0202, new byte[0]).data()[7];
            versions.add(version);
            ResponseApdu download = Host.get(back, 0x0203, LOCATION);
            assertEquals(0x9000, download.sw(), "last download after write " + write + ": " + version);
            assertEquals(version, download.data()[11], "the last download is that of the key");
            byte[] fresh =
                    Host.export(as, Host.initiate(back).data(), REF1, REF2).data();
            assertEquals(
                    version == 2 ? 0x6986 : 0x9000,
                    Host.load(back, fresh, REF2, false).sw());
        }
        return true;
    }

    private static boolean loads(CardConnection ei, byte[] exported) throws Exception {
        try {
            return Host.load(ei, exported, REF2, false).isSuccess();
        } catch (org.keyrack.protocol.apdu.LinkFailure torn) {
            assertEquals(Reason.CARD_REMOVED, torn.reason());
            return false;
        }
    }

    @Test
    void stuckGeneratorRepeatsItsR() throws Exception {
        start("{ unit: 1, command: INITIATE, nth: 2, do: repeatRandom }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] first = Host.firstR(Host.initiate(ei));
        assertArrayEquals(first, Host.firstR(Host.initiate(ei)));
        CardConnection other = Host.openEi(bench.readers(), "Virtual Reader 03");
        assertFalse(Arrays.equals(Host.firstR(Host.initiate(other)), Host.firstR(Host.initiate(other))));
    }

    @Test
    void flippedCommandBitIsRefusedAndFlippedAnswerBitArrives() throws Exception {
        start("{ unit: 1, command: IMPORTKEY, do: flipBit, bit: 300 }, "
                + "{ unit: 1, command: INITIATE, nth: 2, do: flipAnswerBit, bit: 0 }");
        CardConnection ei = Host.openEi(bench.readers(), EI_READER);
        byte[] exported = Host.export(as, Host.initiate(ei).data(), REF1, REF2).data();
        assertEquals(0x6988, Host.load(ei, exported, REF2, false).sw());
        assertEquals((byte) 0x81, Host.initiate(ei).data()[0]);
    }
}
