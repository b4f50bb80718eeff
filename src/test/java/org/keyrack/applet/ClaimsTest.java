package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/claims.md asks of the applets and no other test shows: claims 6, 13, 17 and 20, and D2 and D4. */
class ClaimsTest {
    private static final byte[] NEWER = hex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    private final Card as = Bench.as();
    private final Card ei = Bench.ei();

    private static boolean holds(byte[] memory, byte[] secret) {
        return Model.hex(memory).contains(Model.hex(secret));
    }

    private static byte[] t1(int tVersion) {
        return Model.Session.of(Bench.T, 1, tVersion, Bench.SN, new byte[16]).t1();
    }

    @Test
    void exportsOfOneKeyForOneRandomNumberDiffer() {
        byte[] initiate = Bench.initiate(ei);
        Set<String> encrypted = new HashSet<>();
        Set<String> certificates = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] export = Bench.export(as, initiate, 3, 5);
            assertTrue(encrypted.add(Model.hex(cut(export, 16, 16))), "TA was encrypted to the same bytes twice");
            assertTrue(certificates.add(Model.hex(cut(export, 48, 16))), "CAS was the same twice");
        }
    }

    @Test
    void aStoredKeyIsReplacedByANewerOne() {
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
        assertTrue(holds(ei.memory.image(), Bench.TA));

        Card issuer = Card.as();
        Bench.storeT(issuer, 1, 1, 1, Bench.T);
        Bench.storeTa(issuer, 3, 0x0101, 3, 0, NEWER, 10);
        Bench.open(issuer);
        byte[] answer = ei.ok("80560000", Bench.importData(5, Bench.export(issuer, Bench.initiate(ei), 3, 5)), true);
        assertArrayEquals(Model.cat(hex("03"), Model.kcv(NEWER)), cut(answer, 0, 4));
        assertTrue(holds(ei.memory.image(), NEWER));
        assertFalse(holds(ei.memory.image(), Bench.TA), "the key that was replaced is still there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80560000", "80560100"})
    void noT1IsLeftInTheEiOnceTaIsDecrypted(String importKey) {
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        byte[] t1 = t1(1);
        byte[] ram = ei.transients.ram;
        List<Short> whileT1WasThere = new ArrayList<>();
        List<Short> decryptions = new ArrayList<>();
        ei.aes.observe(offset -> {
            if (holds(ram, t1)) {
                whileT1WasThere.add(offset);
            }
            if (offset == Transients.TA) {
                decryptions.add(offset);
            }
        });
        byte[] answer = ei.ok(importKey, command, true);
        assertFalse(whileT1WasThere.isEmpty(), "T1 was computed");
        assertFalse(whileT1WasThere.contains(Transients.TA), "T1 lay beside the key that was decrypted");
        assertEquals(1, decryptions.size());
        assertFalse(holds(ram, t1));
        assertFalse(ei.aes.holdsKey());
        assertFalse(holds(answer, t1));
    }

    @Test
    void t1IsNeverInNonVolatileMemory() {
        byte[] t1 = t1(1);
        ei.aes.observe(offset -> assertFalse(holds(ei.memory.image(), t1)));
        as.aes.observe(offset -> assertFalse(holds(as.memory.image(), t1)));
        byte[] initiate = Bench.initiate(ei);
        ei.ok("80560100", Bench.importData(5, Bench.export(as, initiate, 3, 5)), true);
        assertFalse(holds(ei.memory.image(), t1));
        assertFalse(holds(as.memory.image(), t1));
        assertTrue(holds(ei.memory.image(), Bench.T), "T itself is there");
    }

    @Test
    void nothingIsDecryptedWhenCasDiffersAndCasCoversSas() {
        byte[] genuine = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        int sas = genuine.length - 32;
        for (int at : new int[] {sas, sas + 15, genuine.length - 16, genuine.length - 1}) {
            byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
            command[at] ^= 1;
            ei.aes.observe(offset -> assertNotEquals(Transients.TA, offset, "decrypted before CAS was compared"));
            assertEquals(0x6988, ei.send("80560000", command, true).sw());
        }
    }

    @Test
    void ref1AndRef2MayBeEqual() {
        Card issuer = Card.as();
        Bench.storeT(issuer, 1, 1, 1, Bench.T);
        Bench.storeTa(issuer, 5, 0x0101, 2, 0, NEWER, 10);
        Bench.open(issuer);
        ei.ok("80560000", Bench.importData(5, Bench.export(issuer, Bench.initiate(ei), 5, 5)), true);
        assertTrue(holds(ei.memory.image(), NEWER));
    }
}
