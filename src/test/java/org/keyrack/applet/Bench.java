package org.keyrack.applet;

import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Personalizes simulated units by their commands, and talks the download protocol with them. */
final class Bench {
    static final byte[] T = hex("000102030405060708090a0b0c0d0e0f");
    static final byte[] TA = hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
    static final byte[] SN = hex("0011223344556677");
    static final String OPERATOR_PIN = "313233343536FFFF";
    static final String ADMINISTRATOR_PIN = "3837363534333231";
    static final String CUSTODIAN_PIN = "3535353535353535";
    static final int DIVERSIFY = 1;
    static final int TRANSPORT = 2;
    static final int NO_LIMIT = -1;

    private Bench() {}

    static byte[] number(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    /** Loads a key as two components, into an AS that is in LOADING then. */
    static void load(Card card, byte[] key) {
        if (card.isAs() && state(card) == 0) {
            begin(card);
        }
        byte[][] components = components(key);
        card.ok("80D80000", cat(components[0], kcv(components[0])), false);
        card.ok("80D80100", cat(components[1], kcv(components[1])), false);
    }

    /** Two components whose XOR is the key. */
    static byte[][] components(byte[] key) {
        byte[] first = new byte[key.length];
        byte[] second = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            first[i] = (byte) (0x5A + i);
            second[i] = (byte) (first[i] ^ key[i]);
        }
        return new byte[][] {first, second};
    }

    private static int state(Card as) {
        return as.ok("80CA0101", new byte[0], true)[20];
    }

    /** Takes a blank AS to LOADING, with identity and PINs, under dual control. */
    static Card begin(Card as) {
        identify(as);
        setPins(as);
        verifyBoth(as);
        setState(as, 1);
        return as;
    }

    static void storeT(Card card, int slot, int suite, int tVersion, byte[] t) {
        load(card, t);
        card.ok(String.format("80DC%02X00", slot), cat(new byte[] {(byte) suite, (byte) tVersion}, kcv(t)), false);
    }

    /** Entry of tag 0102. */
    static byte[] entry(int ref1, int appId, int version, int attributes, byte[] ta, int exports) {
        byte[] label = Arrays.copyOf("KEY".getBytes(StandardCharsets.US_ASCII), 16);
        Arrays.fill(label, 3, 16, (byte) ' ');
        return cat(
                number(ref1, 2),
                label,
                number(appId, 2),
                new byte[] {(byte) (ta.length / 16), (byte) version, (byte) attributes},
                kcv(ta),
                number(exports, 4));
    }

    static void storeTa(Card card, int ref1, int appId, int version, int attributes, byte[] ta, int exports) {
        load(card, ta);
        card.ok("80DE0000", entry(ref1, appId, version, attributes, ta, exports), false);
    }

    static void identify(Card as) {
        as.ok("80DA0101", cat(hex("00000001"), "DEMO AS         ".getBytes(StandardCharsets.US_ASCII)), false);
    }

    static void setPins(Card as) {
        as.ok("80DA0080", hex(OPERATOR_PIN), false);
        as.ok("80DA0081", hex(ADMINISTRATOR_PIN), false);
        verifyAdministrator(as);
        as.ok("80DA0082", hex(CUSTODIAN_PIN), false);
    }

    static void setState(Card card, int state) {
        card.ok(String.format("80F000%02X", state), new byte[0], false);
    }

    static void location(Card ei, int ref2, int appId, int types, int attributes) {
        ei.ok(
                "80DA0202",
                cat(number(ref2, 2), number(appId, 2), number(types, 1), number(attributes, 1), new byte[5]),
                false);
    }

    static void verify(Card as) {
        as.ok("00200080", hex(OPERATOR_PIN), false);
    }

    static void verifyAdministrator(Card as) {
        as.ok("00200081", hex(ADMINISTRATOR_PIN), false);
    }

    static void verifyCustodian(Card as) {
        as.ok("00200082", hex(CUSTODIAN_PIN), false);
    }

    /** Dual control. */
    static void verifyBoth(Card as) {
        verifyAdministrator(as);
        verifyCustodian(as);
    }

    /** Opens an AS that is LOADING and holds its keys: OPERATIONAL, operator verified. */
    static Card open(Card as) {
        setState(as, 7);
        verify(as);
        return as;
    }

    /** The AS of the worked example, operator verified, with a second key 0004 (diversified) and T slot 1. */
    static Card as() {
        Card as = Card.as();
        storeT(as, 1, 1, 1, T);
        storeTa(as, 3, 0x0101, 2, 0, TA, 1000);
        storeTa(as, 4, 0x0101, 2, DIVERSIFY, TA, NO_LIMIT);
        return open(as);
    }

    static Card ei(byte[] sn) {
        return blankEi(Card.ei(), sn, 1, 1, T);
    }

    static Card ei() {
        return ei(SN);
    }

    /** Makes a blank EI OPERATIONAL: locations 5 (AES-128), 6 (AES-256), 7 (both, write once), all of appId 0101. */
    static Card blankEi(Card ei, byte[] sn, int suite, int tVersion, byte[] t) {
        ei.ok("80DA0201", sn, false);
        storeT(ei, 0, suite, tVersion, t);
        location(ei, 5, 0x0101, 1, 0);
        location(ei, 6, 0x0101, 2, 0);
        location(ei, 7, 0x0101, 3, 1);
        setState(ei, 1);
        setState(ei, 7);
        return ei;
    }

    static byte[] initiate(Card ei) {
        return ei.ok("80520000", new byte[0], true);
    }

    /** R in an answer of INITIATE. */
    static byte[] r(byte[] initiate) {
        return cut(initiate, 14, 16);
    }

    /** Command data of EXPORTKEY. */
    static byte[] exportData(byte[] initiate, int ref1, int ref2) {
        return cat(cut(initiate, 6, 8), number(ref1, 2), number(ref2, 2), r(initiate), cut(initiate, 30, 8));
    }

    static byte[] export(Card as, byte[] initiate, int ref1, int ref2) {
        return as.ok("8054" + String.format("%02X", initiate[1]) + "01", exportData(initiate, ref1, ref2), true);
    }

    /** Command data of IMPORTKEY from an answer of EXPORTKEY. */
    static byte[] importData(int ref2, byte[] export) {
        return cat(number(ref2, 2), cut(export, 0, export.length - 16));
    }

    static byte[] v(byte[] export) {
        return cut(export, export.length - 16, 16);
    }

    static byte[] header(
            int suite, int tVersion, int flags, int ref1, int ref2, int appId, int type, int version, int ctr) {
        return cat(
                new byte[] {1, (byte) suite, (byte) tVersion, (byte) flags},
                number(ref1, 2),
                number(ref2, 2),
                number(appId, 2),
                new byte[] {(byte) type, (byte) version},
                number(ctr, 4));
    }
}
