package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.EiSession;

@Tag("rack")
class VirtualBenchTest {
    private static final int FULL = 255;
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

    @Test
    void aModuleWith255LocationsTakes255KeysOfOneAsAndIsMetAgain(@TempDir Path folder) throws Exception {
        RackFile rack = RackFile.parse(full().getBytes(StandardCharsets.UTF_8), "full", folder);
        try (VirtualBench bench = VirtualBench.start(rack)) {
            List<String> names = bench.readers().snapshot().readers().stream()
                    .map(reader -> reader.name())
                    .toList();
            try (CardConnection as = bench.readers().open(names.get(0), Readers.Sharing.EXCLUSIVE)) {
                AsSession session = AsSession.select(as);
                session.verifyOperator(bench.operatorPin());
                try (CardConnection ei = Host.openEi(bench.readers(), names.get(1))) {
                    byte[] initiate = Host.initiate(ei).data();
                    for (int key = FULL; key > 0; key--) {
                        ResponseApdu exported = Host.export(as, initiate, key, key);
                        ResponseApdu loaded = Host.load(ei, exported.data(), key, key > 1);
                        assertEquals(0x9000, loaded.sw(), "key " + key);
                        initiate = key > 1 ? Arrays.copyOfRange(loaded.data(), 20, 58) : initiate;
                    }
                }
            }
        }
        try (VirtualBench again = VirtualBench.start(rack)) {
            List<String> names = again.readers().snapshot().readers().stream()
                    .map(reader -> reader.name())
                    .toList();
            try (CardConnection as = again.readers().open(names.get(0), Readers.Sharing.EXCLUSIVE);
                    CardConnection ei = again.readers().open(names.get(1), Readers.Sharing.SHARED)) {
                List<KeyDirectoryEntry> keys = AsSession.select(as).keys();
                assertEquals(FULL, keys.size());
                assertTrue(keys.stream().allMatch(key -> key.exportsLeft() == 9));
                EiSession module = EiSession.select(ei);
                assertEquals(FULL, module.identity().locationCount());
                assertEquals(
                        IntStream.rangeClosed(1, FULL).boxed().toList(),
                        module.locations().stream()
                                .filter(LocationEntry::occupied)
                                .map(LocationEntry::ref2)
                                .toList());
            }
        }
    }

    private static String full() {
        String keys = IntStream.rangeClosed(1, FULL)
                .mapToObj(key -> String.format(
                        Locale.ROOT,
                        "{ ref: %d, appId: \"0101\", type: AES-128, version: 1, value: \"%032x\", exports: 10 }",
                        key,
                        key))
                .collect(Collectors.joining(", "));
        String locations = IntStream.rangeClosed(1, FULL)
                .mapToObj(ref -> "{ ref: " + ref + ", appId: \"0101\", types: [AES-128] }")
                .collect(Collectors.joining(", "));
        return "set: { transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 }\n"
                + "as: { id: \"00000001\", operatorPin: \"123456\", adminPin: \"87654321\", keys: [" + keys + "] }\n"
                + "units: { serial: \"0000000000000001\", locations: [" + locations + "] }\n"
                + "memory: cards\n";
    }
}
