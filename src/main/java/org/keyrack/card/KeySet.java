package org.keyrack.card;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.AesCbc;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * A secure channel key set of a security domain (Amendment D section 4.1): three AES keys of one length; wiped when
 * closed.
 *
 * @param version key version number, 01 to 7F; 00 in a command: whichever the card takes first; FF: the maker's
 * @param enc Key-ENC, 16, 24 or 32 bytes
 * @param mac Key-MAC, as long
 * @param dek Key-DEK, as long
 */
public record KeySet(int version, SecretKeyBytes enc, SecretKeyBytes mac, SecretKeyBytes dek) implements AutoCloseable {
    /** Key version number that stands for whichever key set the card takes first. */
    public static final int ANY = 0;
    /** The highest key version number that PUT KEY takes (GPC 2.3.1 section 11.8.2.3). */
    public static final int HIGHEST = 0x7F;

    private static final int BLOCK = 16;

    public KeySet {
        int length = enc.length();
        if (length != 16 && length != 24 && length != 32) {
            throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + length);
        }
        if (mac.length() != length || dek.length() != length) {
            throw new IllegalArgumentException("The three keys of a key set have one length");
        }
    }

    /** A key set whose three keys are one and the same, as makers deliver blank cards. The caller keeps its array. */
    public static KeySet of(int version, byte[] key) {
        return new KeySet(version, SecretKeyBytes.copyOf(key), SecretKeyBytes.copyOf(key), SecretKeyBytes.copyOf(key));
    }

    /** The test key 404142…4F with which makers deliver blank cards (published; whoever has such a card has its keys). */
    public static KeySet makersDefault() {
        byte[] key = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            key[i] = (byte) (0x40 + i);
        }
        return of(ANY, key);
    }

    /** The keys in the order of PUT KEY: identifiers 01, 02, 03. */
    List<SecretKeyBytes> keys() {
        return List.of(enc, mac, dek);
    }

    /** The key check values of ENC, MAC and DEK (GPC 2.3.1 Annex B.6 for AES: of a block of bytes 01). */
    public List<Kcv> checkValues() {
        return keys().stream().map(KeySet::checkValue).toList();
    }

    private static Kcv checkValue(SecretKeyBytes key) {
        byte[] ones = new byte[BLOCK];
        Arrays.fill(ones, (byte) 1);
        return new Kcv(AesCbc.encrypt(key, SecretKeyBytes.taking(ones)).slice(0, Kcv.LENGTH));
    }

    /** Whether anybody could guess a key of this set: the makers' default, or a key of one repeated or counting byte. */
    public boolean isWeak() {
        return keys().stream().anyMatch(KeySet::isWeak);
    }

    /** A constant step from byte to byte: 00…, 404142…, FFFE…: nobody draws that. */
    private static boolean isWeak(SecretKeyBytes key) {
        byte[] bytes = key.toArray();
        byte step = (byte) (bytes[1] - bytes[0]);
        boolean constant = true;
        for (int i = 1; i < bytes.length; i++) {
            constant &= (byte) (bytes[i] - bytes[i - 1]) == step || i % BLOCK == 0;
        }
        Arrays.fill(bytes, (byte) 0);
        return constant;
    }

    /** The same keys under another version number; they are copies. */
    public KeySet withVersion(int other) {
        return new KeySet(other, enc.copy(), mac.copy(), dek.copy());
    }

    /** Overwrites the keys. */
    @Override
    public void close() {
        Stream.of(enc, mac, dek).forEach(SecretKeyBytes::close);
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "KeySet[version %02X]", version);
    }

    /** The key with which a card encrypts what PUT KEY sends. */
    Bytes underDek(SecretKeyBytes key) {
        byte[] plain = key.toArray();
        byte[] padded = Arrays.copyOf(plain, (plain.length + BLOCK - 1) / BLOCK * BLOCK);
        Arrays.fill(plain, (byte) 0);
        try (SecretKeyBytes whole = SecretKeyBytes.taking(padded)) {
            return AesCbc.encrypt(dek, whole);
        }
    }
}
