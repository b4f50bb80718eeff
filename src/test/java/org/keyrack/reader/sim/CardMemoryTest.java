package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.RackHead;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;

/** Cards that keep their memory in a file. */
@Tag("rack")
class CardMemoryTest {
    private static final String AS_READER = "Virtual Reader 01";
    private static final String EI_READER = "Virtual Reader 02";
    private static final byte[] LOCATION = {0, 5};

    @TempDir
    private Path folder;

    private RackFile rack(String more) throws Exception {
        return RackFile.parse(
                (RackHead.SET + """
                as: { id: "00000001", operatorPin: "123456", adminPin: "87654321",
                      keys: [ { ref: 3, appId: "0101", type: AES-128, version: 2,
                                value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", exports: 10 } ] }
                units: { count: 2, firstSerial: "0000000000000001",
                         locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                memory: cards.mem
                %s
                """.formatted(more)).getBytes(StandardCharsets.UTF_8), "rack.yaml", folder);
    }

    @Test
    void benchThatIsStartedAgainMeetsTheSameCards() throws Exception {
        byte[] r;
        try (VirtualBench bench = VirtualBench.start(rack(""))) {
            CardConnection as = Host.openAs(bench.readers(), AS_READER, bench.operatorPin());
            CardConnection ei = Host.openEi(bench.readers(), EI_READER);
            byte[] initiate = Host.initiate(ei).data();
            r = Arrays.copyOfRange(initiate, 14, 30);
            byte[] exported = Host.export(as, initiate, 3, 5).data();
            assertEquals(0x9000, Host.load(ei, exported, 5, false).sw());
            assertEquals(3, bench.replaceUnit("Virtual Reader 03"));
            // Neither is closed: a process that is killed closes nothing.
        }
        try (VirtualBench bench = VirtualBench.start(rack(""))) {
            CardConnection ei = Host.openEi(bench.readers(), EI_READER);
            assertArrayEquals(
                    r, Arrays.copyOfRange(Host.get(ei, 0x0203, LOCATION).data(), 16, 32));
            CardConnection as = bench.readers().open(AS_READER, org.keyrack.reader.Readers.Sharing.SHARED);
            Host.data(as, 0x00, 0xA4, 4, 0, SimulatedApplet.AS.aid());
            byte[] key = Host.get(as, 0x0102, new byte[0]).data();
            assertEquals(9, key[29]);
            assertEquals(0x6982, Host.export(as, Host.initiate(ei).data(), 3, 5).sw());
            assertEquals(3, Host.serial(Host.openEi(bench.readers(), "Virtual Reader 03")));
            assertEquals(4, bench.replaceUnit("Virtual Reader 03"));
        }
    }

    @Test
    void tornWriteIsSettledByTheNextStart() throws Exception {
        for (int write = 1; write <= 4; write++) {
            Files.deleteIfExists(folder.resolve("cards.mem"));
            RackFile rack =
                    rack("faults: [ { unit: 1, command: IMPORTKEY, do: tear, write: " + write + ", for: 60000 } ]");
            try (VirtualBench bench = VirtualBench.start(rack)) {
                CardConnection as = Host.openAs(bench.readers(), AS_READER, bench.operatorPin());
                CardConnection ei = Host.openEi(bench.readers(), EI_READER);
                byte[] exported =
                        Host.export(as, Host.initiate(ei).data(), 3, 5).data();
                assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.load(ei, exported, 5, false)));
            }
            try (VirtualBench bench = VirtualBench.start(rack(""))) {
                CardConnection as = Host.openAs(bench.readers(), AS_READER, bench.operatorPin());
                CardConnection ei = Host.openEi(bench.readers(), EI_READER);
                ResponseApdu download = Host.get(ei, 0x0203, LOCATION);
                byte[] exported =
                        Host.export(as, Host.initiate(ei).data(), 3, 5).data();
                assertEquals(
                        download.isSuccess() ? 0x6986 : 0x9000,
                        Host.load(ei, exported, 5, false).sw());
            }
        }
    }

    @Test
    void memoryIsForItsOwnerAndForOneBenchOfItsOwnCards() throws Exception {
        Path file = folder.resolve("cards.mem");
        try (VirtualBench bench = VirtualBench.start(rack(""))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertTrue(assertThrows(RackFileException.class, () -> VirtualBench.start(rack("")))
                    .getMessage()
                    .contains("another bench uses this file"));
            assertEquals(3, bench.readers().snapshot().readers().size());
        }
        RackFile other = RackFile.parse("""
                set: { transportKey: "000102030405060708090a0b0c0d0e0f", version: 2 }
                units: { serial: "0000000000000001", locations: [] }
                memory: cards.mem
                """.getBytes(StandardCharsets.UTF_8), "rack.yaml", folder);
        assertTrue(assertThrows(RackFileException.class, () -> VirtualBench.start(other))
                .getMessage()
                .contains("not written for the cards"));
    }
}
