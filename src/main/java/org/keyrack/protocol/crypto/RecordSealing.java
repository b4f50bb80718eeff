package org.keyrack.protocol.crypto;

import org.keyrack.protocol.Bytes;

/** Keys of an AS under a KBK: encrypted, and sealed together with what is said of them (protocol.md, Personalization). */
public final class RecordSealing {
    /** Length of N, and of S, in bytes. */
    public static final int LENGTH = 16;

    private static final int KEY_LENGTH = 32;

    private RecordSealing() {}

    /**
     * E ‖ S, which follow H in a record.
     *
     * @param kbk 32 bytes
     * @param n drawn for this record, 16 bytes
     * @param header H, which contains N
     * @param key 16 or 32 bytes
     * @return 32 or 48 bytes
     */
    public static Bytes seal(SecretKeyBytes kbk, Bytes n, Bytes header, SecretKeyBytes key) {
        try (SecretKeyBytes kse = derived(kbk, "KR1-SENC", n)) {
            Bytes encrypted = AesCbc.encrypt(kse, key);
            return Bytes.concat(encrypted, signature(kbk, n, header, encrypted));
        }
    }

    /**
     * Whether S is right: nobody without the KBK has altered the record. Takes as long whatever it is.
     *
     * @param encrypted E
     * @param seal S, 16 bytes
     */
    public static boolean isIntact(SecretKeyBytes kbk, Bytes n, Bytes header, Bytes encrypted, Bytes seal) {
        return Derivation.isSame(seal, signature(kbk, n, header, encrypted));
    }

    /**
     * The key of a record that was found intact.
     *
     * @return 16 or 32 bytes; the caller closes it
     */
    public static SecretKeyBytes open(SecretKeyBytes kbk, Bytes n, Bytes encrypted) {
        try (SecretKeyBytes kse = derived(kbk, "KR1-SENC", n)) {
            return AesCbc.decrypt(kse, encrypted);
        }
    }

    private static Bytes signature(SecretKeyBytes kbk, Bytes n, Bytes header, Bytes encrypted) {
        try (SecretKeyBytes ksm = derived(kbk, "KR1-SMAC", n)) {
            return Cmac.of(ksm, header, encrypted);
        }
    }

    /** Kse or Ksm. */
    static SecretKeyBytes derived(SecretKeyBytes kbk, String label, Bytes n) {
        return Kdf.derive(kbk, label, n, KEY_LENGTH);
    }
}
