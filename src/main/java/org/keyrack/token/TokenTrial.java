package org.keyrack.token;

import java.util.Arrays;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.crypto.AesCbc;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.DownloadInputs;
import org.keyrack.protocol.crypto.Kdf;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.pkcs11.Attributes;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;
import org.keyrack.token.pkcs11.Mechanism;

/**
 * What a token can do, tried with keys that everybody knows: lists of mechanisms leave some out that work, and name some that do
 * not.
 */
final class TokenTrial {
    private static final int BLOCK = 16;

    private TokenTrial() {}

    private static SecretKeyBytes known() {
        byte[] value = new byte[BLOCK];
        Arrays.fill(value, (byte) 0x5A);
        return SecretKeyBytes.taking(value);
    }

    private static long put(CryptokiSession session, long... uses) throws CryptokiFailure {
        try (SecretKeyBytes known = known()) {
            Attributes attributes = TokenObjects.session(false).bytes(Attributes.VALUE, known.toArray());
            for (long use : uses) {
                attributes.flag(use, true);
            }
            return session.create(attributes);
        }
    }

    /** Whether it computes AES-CMAC, without which there is no ALGO1. */
    static boolean macs(CryptokiSession session) {
        try (SecretKeyBytes known = known()) {
            long key = put(session, Attributes.SIGN);
            byte[] mac = session.sign(key, Mechanism.of(Mechanism.AES_CMAC), new byte[BLOCK]);
            session.destroy(key);
            return Cmac.of(known, Bytes.zero(BLOCK)).equals(Bytes.of(mac));
        } catch (CryptokiFailure cannot) {
            return false;
        }
    }

    /** Whether it derives keys as KDF has it, diversifies and wraps, so that nothing of a download leaves it. */
    static boolean derives(CryptokiSession session) {
        SerialNumber sn = SerialNumber.of(Bytes.zero(8));
        DownloadInputs inputs = new DownloadInputs(Suite.AES_128, 1, sn, Bytes.zero(BLOCK));
        try (SecretKeyBytes known = known();
                SecretKeyBytes t1 = Kdf.derive(known, "KR1-T1", Bytes.ofHex("01010000000000000000"), BLOCK)) {
            long base = put(session, Attributes.DERIVE, Attributes.ENCRYPT, Attributes.WRAP);
            Attributes derived =
                    TokenObjects.session(false).flag(Attributes.SIGN, true).number(Attributes.VALUE_LEN, BLOCK);
            long key = session.derive(Mechanism.counterKdf(inputs.operationKey()), base, derived);
            byte[] mac = session.sign(key, Mechanism.of(Mechanism.AES_CMAC), new byte[BLOCK]);
            long delivered = session.derive(
                    Mechanism.encryptData(new byte[BLOCK]),
                    base,
                    TokenObjects.session(true).number(Attributes.VALUE_LEN, BLOCK));
            byte[] wrapped = session.wrap(Mechanism.cbc(new byte[BLOCK]), base, delivered);
            for (long object : new long[] {base, key, delivered}) {
                session.destroy(object);
            }
            return Cmac.of(t1, Bytes.zero(BLOCK)).equals(Bytes.of(mac))
                    && twiceEnciphered(known).equals(Bytes.of(wrapped));
        } catch (CryptokiFailure cannot) {
            return false;
        }
    }

    private static Bytes twiceEnciphered(SecretKeyBytes key) {
        try (SecretKeyBytes zeros = SecretKeyBytes.taking(new byte[BLOCK]);
                SecretKeyBytes once =
                        SecretKeyBytes.taking(AesCbc.encrypt(key, zeros).toArray())) {
            return AesCbc.encrypt(key, once);
        }
    }
}
