package org.keyrack.applet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The formulas of protocol.md, written a second time on other primitives, to test the applets against. */
final class Model {
    private Model() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] cat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    static byte[] cmac(byte[] key, byte[]... message) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key));
        byte[] all = cat(message);
        mac.update(all, 0, all.length);
        byte[] out = new byte[16];
        mac.doFinal(out, 0);
        return out;
    }

    static byte[] kcv(byte[] key) {
        return cut(cmac(key, new byte[16]), 0, 3);
    }

    static byte[] kdf(byte[] key, String label, byte[] context) {
        byte[] out = new byte[0];
        int bits = key.length * 8;
        for (int i = 1; i <= key.length / 16; i++) {
            out = cat(
                    out,
                    cmac(
                            key,
                            new byte[] {(byte) i},
                            label.getBytes(StandardCharsets.US_ASCII),
                            new byte[1],
                            context,
                            new byte[] {(byte) (bits >> 8), (byte) bits}));
        }
        return out;
    }

    static byte[] diversified(byte[] master, byte[] sn, byte[] appId) {
        byte[] out = new byte[0];
        for (int half = 0; half < master.length / 16; half++) {
            int constant = (master.length == 16 ? 0x01 : 0x41) + half;
            // AN10922 pads to 32 bytes itself and adds K2: a CMAC of 17 to 31 bytes would, of a shorter message not.
            byte[] padded = Arrays.copyOf(cat(new byte[] {(byte) constant}, sn, appId, hex("80")), 32);
            byte[] k2 = doubled(doubled(crypt(Cipher.ENCRYPT_MODE, master, new byte[16])));
            for (int i = 0; i < 16; i++) {
                padded[16 + i] ^= k2[i];
            }
            out = cat(out, cut(crypt(Cipher.ENCRYPT_MODE, master, padded), 16, 16));
        }
        return out;
    }

    private static byte[] doubled(byte[] block) {
        java.math.BigInteger value = new java.math.BigInteger(1, block).shiftLeft(1);
        if (value.testBit(128)) {
            value = value.clearBit(128).xor(java.math.BigInteger.valueOf(0x87));
        }
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[16];
        int length = Math.min(16, bytes.length);
        System.arraycopy(bytes, bytes.length - length, out, 16 - length, length);
        return out;
    }

    static byte[] crypt(int mode, byte[] key, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] commitment(byte[] receipt) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("KR1-RCV".getBytes(StandardCharsets.US_ASCII));
            return cut(sha.digest(receipt), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The keys of one download. */
    record Session(byte[] sn, byte[] r, byte[] t1) {
        static Session of(byte[] t, int suite, int tVersion, byte[] sn, byte[] r) {
            return new Session(sn, r, kdf(t, "KR1-T1", cat(new byte[] {(byte) suite, (byte) tVersion}, sn)));
        }

        private byte[] key(String name) {
            return kdf(t1, "KR1-" + name, r);
        }

        byte[] p() {
            return cut(cmac(key("PRF"), sn, r), 0, 8);
        }

        byte[] data(byte[] header, byte[] ta) {
            byte[] enc = kdf(t1, "KR1-ENC", cat(r, cut(header, 12, 4)));
            return cat(header, crypt(Cipher.ENCRYPT_MODE, enc, ta), sas(header, ta));
        }

        byte[] sas(byte[] header, byte[] ta) {
            return cmac(key("SIG"), header, ta);
        }

        byte[] cas(byte[] data) {
            return cmac(key("MAC"), sn, r, data);
        }

        byte[] receipt(byte[] data) {
            return cmac(key("RCT"), sn, r, cut(data, 0, 16), cut(data, data.length - 16, 16));
        }

        /** Command data of IMPORTKEY. */
        byte[] importData(byte[] header, byte[] ta) {
            byte[] data = data(header, ta);
            return cat(cut(header, 6, 2), data, cas(data));
        }
    }
}
