package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers;

@Tag("rack")
class VirtualBenchTest {
    private static final int[][] PLAN = {{3, 5}, {4, 6}, {10, 7}, {11, 8}};

    @Test
    void demoBenchLoadsEveryModuleWithOneCommandAKeyOnEachSide() throws Exception {
        RackFile demo = RackFile.demo();
        long start = System.nanoTime();
        try (VirtualBench bench = VirtualBench.start(demo)) {
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            assertTrue(milliseconds < 5_000, "16 cards took " + milliseconds + " ms");
            Readers readers = bench.readers();
            assertEquals(16, readers.snapshot().readers().size());
            assertTrue(readers.snapshot().readers().stream().allMatch(reader -> reader.card() == Card.PRESENT));
            List<String> names =
                    readers.snapshot().readers().stream().map(r -> r.name()).toList();
            try (CardConnection as = Host.openAs(readers, names.get(0), bench.operatorPin())) {
                for (String name : names.subList(1, names.size())) {
                    loadAll(readers, as, name);
                    assertEquals(
                            Map.of(Instruction.SELECT, 1, Instruction.INITIATE, 1, Instruction.IMPORTKEY, 4),
                            bench.commandCounts(name));
                }
            }
            assertEquals(60, bench.commandCounts(names.get(0)).get(Instruction.EXPORTKEY));
        }
    }

    private static void loadAll(Readers readers, CardConnection as, String name) throws Exception {
        try (CardConnection ei = Host.openEi(readers, name)) {
            byte[] initiate = Host.initiate(ei).data();
            for (int i = 0; i < PLAN.length; i++) {
                boolean next = i + 1 < PLAN.length;
                ResponseApdu exported = Host.export(as, initiate, PLAN[i][0], PLAN[i][1]);
                ResponseApdu loaded = Host.load(ei, exported.data(), PLAN[i][1], next);
                assertEquals(0x9000, loaded.sw());
                byte[] v = Arrays.copyOfRange(exported.data(), exported.data().length - 16, exported.data().length);
                assertArrayEquals(v, commitment(Arrays.copyOfRange(loaded.data(), 4, 20)));
                if (next) {
                    initiate = Arrays.copyOfRange(loaded.data(), 20, 58);
                }
            }
        }
    }

    private static byte[] commitment(byte[] receipt) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("KR1-RCV".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return Arrays.copyOf(digest.digest(receipt), 16);
    }
}
