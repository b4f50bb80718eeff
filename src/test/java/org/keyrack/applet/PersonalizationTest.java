package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import org.junit.jupiter.api.Test;

/** Personalization (docs/protocol.md), on the stores of real cards where nothing else is said. */
class PersonalizationTest {
    private static final byte[] NOTHING = {};
    private static final byte[] A = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] B = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final byte[] LONG = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private static int sw(Card card, String header, byte[]... data) {
        return card.send(header, cat(data), false).sw();
    }

    private static byte[] get(Card card, int tag) {
        return card.ok(String.format("80CA%04X", tag), NOTHING, true);
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] both = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            both[i] = (byte) (a[i] ^ b[i]);
        }
        return both;
    }

    private static Card namedEi() {
        Card ei = Card.realEi();
        ei.ok("80DA0201", Bench.SN, false);
        return ei;
    }

    @Test
    void theXorOfComponentsBecomesTheKey() {
        Card ei = namedEi();
        byte[] t = xor(A, B);
        assertEquals(0x9000, sw(ei, "80D80000", A, kcv(A)));
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("0101"), kcv(A)), "a single component is no key");
        assertEquals(0x9000, sw(ei, "80D80100", B, kcv(B)));
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("0101"), kcv(A)));
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("0201"), kcv(t)), "length does not fit the suite");
        assertEquals(0x6A81, sw(ei, "80DC0000", hex("0301"), kcv(t)));
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("0100"), kcv(t)), "tVersion 00");
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("01FF"), kcv(t)), "tVersion FF: nothing could follow");
        assertEquals(0x9000, sw(ei, "80DC0000", hex("0101"), kcv(t)));
        assertArrayEquals(cat(hex("0101"), kcv(t)), cut(get(ei, 0x0201), 9, 5));
        assertEquals(0x6986, sw(ei, "80DA0201", Bench.SN), "T is for that SN");
    }

    @Test
    void aComponentThatDoesNotFitIsRefusedAndChangesNothing() {
        Card ei = namedEi();
        assertEquals(0x6A80, sw(ei, "80D80100", A, kcv(A)), "further without a first");
        assertEquals(0x6A80, sw(ei, "80DC0000", hex("0101"), kcv(A)), "no key");
        assertEquals(0x6A80, sw(ei, "80D80000", new byte[16], kcv(new byte[16])), "all zero");
        assertEquals(0x9000, sw(ei, "80D80000", A, kcv(A)));
        assertEquals(0x6A80, sw(ei, "80D80100", A, kcv(A)), "nothing is left of the key");
        assertEquals(0x6A80, sw(ei, "80D80100", B, kcv(A)), "KCV");
        assertEquals(0x6A80, sw(ei, "80D80100", LONG, kcv(LONG)), "another length");
        assertEquals(0x6700, sw(ei, "80D80000", A));
        assertEquals(0x6A86, sw(ei, "80D80200", A, kcv(A)));
        assertEquals(0x9000, sw(ei, "80D80100", B, kcv(B)));
        assertEquals(0x9000, sw(ei, "80DC0000", hex("0101"), kcv(xor(A, B))));
    }

    @Test
    void tIsForAnSnThatIsThere() {
        Card ei = Card.realEi();
        Bench.load(ei, A);
        assertEquals(0x6985, sw(ei, "80DC0000", hex("0101"), kcv(A)));
    }

    @Test
    void theKeyInRamStaysForASecondStoreAndDiesAtResetAndSelect() {
        Card as = Card.realAs();
        byte[] store = cat(hex("0101"), kcv(A));
        Bench.load(as, A);
        assertEquals(0x9000, sw(as, "80DC0100", store));
        assertEquals(0x9000, sw(as, "80DC0400", store));
        assertEquals(0x9000, sw(as, "80DE0000", Bench.entry(9, 0, 2, Bench.TRANSPORT, A, 5)));
        as.reset();
        Bench.verifyBoth(as);
        assertEquals(0x6A80, sw(as, "80DC0200", store));
        Bench.load(as, A);
        as.select();
        Bench.verifyBoth(as);
        assertEquals(0x6A80, sw(as, "80DC0200", store));
    }

    @Test
    void aGeneratedKeyIsStoredUnderItsKcv() {
        Card as = Bench.begin(Card.realAs());
        assertEquals(0x6A86, as.send("8046030000").sw());
        byte[] first = as.ok("80460100", NOTHING, true);
        byte[] second = as.ok("80460200", NOTHING, true);
        assertNotEquals(Model.hex(first), Model.hex(second));
        assertEquals(0x9000, sw(as, "80DC0300", hex("0207"), second));
        assertArrayEquals(cat(hex("030207"), second), cut(get(as, 0x0101), 30, 6));
        assertEquals(2, get(as, 0x0103)[8], "drawn here");
    }

    @Test
    void statesFollowTheirOrderInAnAs() {
        Card as = Card.realAs();
        assertEquals(0x6A86, sw(as, "80F00002"));
        assertEquals(0x6985, sw(as, "80F00007"));
        assertEquals(0x6985, sw(as, "80F00000"));
        assertEquals(0x6985, sw(as, "80F00001"), "no identity, no PIN");
        Bench.storeT(as, 1, 1, 1, A);
        Bench.open(as);
        assertEquals(0x6985, sw(as, "80DA0101", new byte[20]));
        assertEquals(0x6985, as.send("80460100").sw());
        assertEquals(0x6985, sw(as, "80F00000"));
        as.reset();
        assertEquals(0x6982, sw(as, "80F00001"));
        Bench.verifyAdministrator(as);
        assertEquals(0x6982, sw(as, "80F00001"), "the administrator alone");
        Bench.verifyCustodian(as);
        assertEquals(0x9000, sw(as, "80F00001"));
        Bench.storeTa(as, 3, 0x0101, 2, 0, A, 7);
        assertEquals(0x9000, sw(as, "80F00007"));
        assertEquals(0x6982, sw(as, "80F0007F"), "OPERATIONAL ends every verification");
        Bench.verifyCustodian(as);
        assertEquals(0x9000, sw(as, "80F0007F"));
        assertEquals(0x6985, sw(as, "80F00001"));
        assertEquals(0x6985, sw(as, "80F0007F"));
        assertEquals(0x7F, get(as, 0x0101)[20]);
    }

    @Test
    void anOperationalEiHasNoWayBack() {
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 1, 1, A);
        for (String state : new String[] {"00", "01", "07", "7F"}) {
            assertEquals(0x6985, sw(ei, "80F000" + state));
        }
        assertEquals(0x6985, sw(ei, "80DA0201", Bench.SN));
        assertEquals(0x6985, sw(ei, "80D80000", A, kcv(A)));
        Card loading = Card.realEi();
        Bench.setState(loading, 1);
        assertEquals(0x6985, sw(loading, "80F00007"), "no SN, no T");
        loading.ok("80DA0201", Bench.SN, false);
        assertEquals(0x6985, sw(loading, "80F00007"), "no T");
        assertEquals(0x9000, sw(loading, "80F0007F"));
        assertEquals(0x6985, sw(loading, "80DA0201", Bench.SN));
        assertEquals(0x6985, loading.send("8052000000").sw());
        assertEquals(0x7F, get(loading, 0x0201)[8]);
    }

    @Test
    void locationsAreDefinedReplacedAndPagedInAscendingOrder() {
        Card ei = Card.realEi();
        assertEquals(0x6A88, ei.send("80CA020200").sw());
        for (int i = 0; i < EiMemory.LOCATIONS; i++) {
            int ref2 = ((i * 7) % EiMemory.LOCATIONS + 1) * 0x0100;
            Bench.location(ei, ref2, 0x0101, 1, 0);
        }
        assertEquals(0x6A84, sw(ei, "80DA0202", hex("1234010101000000000000")));
        assertEquals(0x9000, sw(ei, "80DA0202", hex("0100020203010000000000")), "replaced");
        byte[] first = ei.send("80CA020200").data();
        assertEquals(0x6310, ei.send("80CA020200").sw());
        assertEquals(23 * 11, first.length);
        assertArrayEquals(hex("0100020203010000000000"), cut(first, 0, 11));
        requireAllInOrder(ei, 0, 23);
        // From the middle, and back: no page depends on which was read before.
        requireAllInOrder(ei, 230, 23);
        requireAllInOrder(ei, 1, 1);
        assertEquals(0x6A88, ei.send("80CA020201FF" + "00").sw());
        assertEquals(0x6700, ei.send("80CA0202020000" + "00").sw());
        assertEquals((byte) EiMemory.LOCATIONS, get(ei, 0x0201)[16]);
    }

    private static void requireAllInOrder(Card ei, int from, int step) {
        for (int read = from; read < EiMemory.LOCATIONS; read += step) {
            var page = ei.send("80CA0202", Bench.number(read, 1), true);
            int entries = Math.min(23, EiMemory.LOCATIONS - read);
            assertEquals(read + entries < EiMemory.LOCATIONS ? 0x6310 : 0x9000, page.sw());
            assertEquals(11 * entries, page.data().length);
            for (int i = 0; i < entries; i++) {
                assertArrayEquals(Bench.number(0x0100 * (read + i + 1), 2), cut(page.data(), 11 * i, 2));
            }
        }
    }

    @Test
    void aPageOfADirectoryThatGrewMeanwhileIsCountedAnew() {
        Card ei = Card.realEi();
        for (int ref2 = 2; ref2 <= 60; ref2++) {
            Bench.location(ei, ref2, 0x0101, 1, 0);
        }
        assertEquals(0x6310, ei.send("80CA020200").sw());
        Bench.location(ei, 1, 0x0101, 1, 0);
        assertArrayEquals(
                Bench.number(24, 2), cut(ei.send("80CA02020117" + "00").data(), 0, 2));
    }

    @Test
    void aLocationThatIsMalformedOrOccupiedIsRefused() {
        Card ei = Card.realEi();
        for (String entry : new String[] {
            "0000010101000000000000", // REF2 of T
            "0005010100000000000000", // no key type
            "0005010104000000000000", // unknown key type
            "0005010101020000000000", // occupied
            "0005010101040000000000", // unknown attribute
            "0005010101000100000000", // keyType
            "0005010101000001000000", // keyVersion
            "0005010101000000000001" // KCV
        }) {
            assertEquals(0x6A80, sw(ei, "80DA0202", hex(entry)), entry);
        }
        assertEquals(0x6700, sw(ei, "80DA0202", new byte[10]));
    }

    @Test
    void theKeyDirectoryIsPagedAndShowsExportsLeft() {
        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        for (int i = 0; i < AsEntries.PLACES; i++) {
            Bench.storeTa(as, 0x100 * (AsEntries.PLACES - i), 0x0101, 2, 0, i % 2 == 0 ? A : LONG, 10 + i);
        }
        Bench.load(as, A);
        assertEquals(0x6A84, sw(as, "80DE0000", Bench.entry(3, 0x0101, 2, 0, A, 1)));
        assertEquals(0x9000, sw(as, "80DE0000", Bench.entry(0x100, 0x0202, 9, 0, A, 1000)), "replaced");
        Bench.open(as);
        int read = 0;
        while (read < AsEntries.PLACES) {
            org.keyrack.protocol.apdu.ResponseApdu page = as.send("80CA0102", Bench.number(read, 1), true);
            int entries = Math.min(8, AsEntries.PLACES - read);
            assertEquals(read < AsEntries.PLACES - 8 ? 0x6310 : 0x9000, page.sw());
            assertEquals(30 * entries, page.data().length);
            for (int i = 0; i < entries; i++) {
                assertArrayEquals(Bench.number(0x100 * (read + i + 1), 2), cut(page.data(), 30 * i, 2));
            }
            read += entries;
        }
        assertEquals(0x6A88, as.send("80CA0102", Bench.number(read, 1), true).sw());

        Card ei = Bench.ei();
        byte[] initiate = Bench.initiate(ei);
        Bench.export(as, initiate, 0x200, 6);
        Bench.export(as, initiate, 0x200, 6);
        Bench.export(as, initiate, 0x300, 5);
        byte[] page = as.send("80CA010200").data();
        assertArrayEquals(Bench.number(1000, 4), cut(page, 26, 4));
        assertArrayEquals(Bench.number(10 + AsEntries.PLACES - 2 - 2, 4), cut(page, 30 + 26, 4));
        assertArrayEquals(Bench.number(10 + AsEntries.PLACES - 3 - 1, 4), cut(page, 60 + 26, 4));
        assertArrayEquals(Bench.number(3, 4), cut(get(as, 0x0101), 26, 4));
    }

    @Test
    void aReplacedEntryHasItsNewExportsLeftThoughTheOldOneWasExportedLast() {
        Card as = Bench.as();
        Bench.export(as, Bench.initiate(Bench.ei()), 3, 5);
        Bench.verifyBoth(as);
        Bench.setState(as, 1);
        Bench.storeTa(as, 3, 0x0101, 3, 0, A, 7);
        assertArrayEquals(Bench.number(7, 4), cut(get(as, 0x0102), 26, 4));
        assertArrayEquals(Bench.number(1, 4), cut(get(as, 0x0101), 26, 4), "Ctr goes on");
    }

    @Test
    void unknownTagsAndEmptyFields() {
        assertEquals(0x6A88, Card.as().send("80CA020100").sw());
        assertEquals(0x6A88, Card.ei().send("80CA010100").sw());
        assertArrayEquals(new byte[30], get(Card.realAs(), 0x0101));
        assertArrayEquals(new byte[17], get(Card.realEi(), 0x0201));
        Card ei = Bench.ei();
        assertEquals(0x6A88, ei.send("80CA020302000500").sw(), "nothing downloaded");
        assertEquals(0x6A88, ei.send("80CA020302000000").sw(), "T was not downloaded");
        assertEquals(0x6A88, ei.send("80CA020302009900").sw(), "no such location");
        assertEquals(0x6700, ei.send("80CA0203010500").sw());
        assertEquals(0x6A88, ei.send("80CA020400").sw());
    }
}
