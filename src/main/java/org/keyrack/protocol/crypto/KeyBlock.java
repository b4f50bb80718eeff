package org.keyrack.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrack.protocol.Bytes;

/**
 * A key that comes from elsewhere: a key block of version D, the AES key derivation binding method of ANSI X9.143 (formerly
 * TR-31). Only what was authenticated is believed.
 *
 * @param usage two characters, P0 for example
 * @param exportable whether its header allows that it leaves again: exportability E or S, and not N
 * @param key 16 or 32 bytes; wiped when closed
 */
public record KeyBlock(String usage, boolean exportable, SecretKeyBytes key) implements AutoCloseable {
    private static final int HEADER = 16;
    private static final int MAC = 16;
    /** A block that holds an AES key is at most so long, with its optional blocks. */
    private static final int LONGEST = 9_999;

    private static final int ENCRYPTION = 0;
    private static final int AUTHENTICATION = 1;

    /** Why a block cannot be opened. */
    public enum Reason {
        /** Not of the form of a block, or another length than it says. */
        FORM,
        /** Of version A, B, C or another one. */
        VERSION,
        /** The key in it is no AES key. */
        ALGORITHM,
        /** Its MAC is wrong: it was altered, or is under another protection key. */
        ALTERED,
        /** The key in it has neither 16 nor 32 bytes. */
        LENGTH
    }

    /** A block that cannot be opened; never with its content. */
    public static final class Unopened extends Exception {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Unopened(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * Opens a block.
     *
     * @param protectionKey the KBPK, 16 or 32 bytes; stays the caller's
     * @param block as it is written, ASCII
     * @throws Unopened saying why; nothing of the key is kept then
     */
    public static KeyBlock open(SecretKeyBytes protectionKey, String block) throws Unopened {
        int header = requireForm(block);
        String body = block.substring(header);
        Bytes mac = Bytes.ofHex(body.substring(body.length() - 2 * MAC));
        Bytes encrypted = Bytes.ofHex(body.substring(0, body.length() - 2 * MAC));
        byte[] plain = decrypted(protectionKey, encrypted, mac.toArray());
        try {
            if (!authentic(protectionKey, block.substring(0, header), plain, mac)) {
                throw new Unopened(Reason.ALTERED);
            }
            if (block.charAt(7) != 'A') {
                throw new Unopened(Reason.ALGORITHM);
            }
            int bits = (plain[0] & 0xFF) << 8 | plain[1] & 0xFF;
            if (bits != 128 && bits != 256 || 2 + bits / 8 > plain.length) {
                throw new Unopened(Reason.LENGTH);
            }
            return new KeyBlock(
                    block.substring(5, 7),
                    block.charAt(11) != 'N',
                    SecretKeyBytes.taking(Arrays.copyOfRange(plain, 2, 2 + bits / 8)));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Checks what can be seen of a block without its protection key.
     *
     * @return length of its header, with the optional blocks
     * @throws Unopened FORM or VERSION
     */
    public static int requireForm(String block) throws Unopened {
        if (block.length() < HEADER || block.length() > LONGEST || !block.matches("[ -~]+")) {
            throw new Unopened(Reason.FORM);
        }
        if (block.charAt(0) != 'D') {
            throw new Unopened(Reason.VERSION);
        }
        String written = block.substring(1, 5);
        if (!written.matches("[0-9]{4}") || Integer.parseInt(written) != block.length()) {
            throw new Unopened(Reason.FORM);
        }
        int header = headerLength(block);
        if (!block.substring(header).matches("([0-9A-F]{32}){2,}")) {
            throw new Unopened(Reason.FORM);
        }
        return header;
    }

    /** The header with its optional blocks: each ID (2), length of the whole in hexadecimal (2), data. */
    private static int headerLength(String block) throws Unopened {
        String count = block.substring(12, 14);
        if (!count.matches("[0-9]{2}")) {
            throw new Unopened(Reason.FORM);
        }
        int at = HEADER;
        for (int i = Integer.parseInt(count); i > 0; i--) {
            if (at + 4 > block.length() || !block.substring(at + 2, at + 4).matches("[0-9A-F]{2}")) {
                throw new Unopened(Reason.FORM);
            }
            int length = Integer.parseInt(block.substring(at + 2, at + 4), 16);
            if (length < 4 || at + length > block.length()) {
                throw new Unopened(Reason.FORM);
            }
            at += length;
        }
        return at;
    }

    private static byte[] decrypted(SecretKeyBytes protectionKey, Bytes encrypted, byte[] iv) {
        try (SecretKeyBytes key = derived(protectionKey, ENCRYPTION);
                SecretKeyBytes plain = AesCbc.decrypt(key, encrypted)) {
            byte[] text = plain.toArray();
            for (int i = 0; i < iv.length; i++) {
                text[i] ^= iv[i];
            }
            return text;
        }
    }

    private static boolean authentic(SecretKeyBytes protectionKey, String header, byte[] plain, Bytes mac) {
        try (SecretKeyBytes key = derived(protectionKey, AUTHENTICATION)) {
            Bytes computed = Bytes.of(Cmac.under(key)
                    .update(header.getBytes(StandardCharsets.US_ASCII))
                    .update(plain)
                    .finish());
            return Derivation.isSame(computed, mac);
        }
    }

    /** NIST SP 800-108 in counter mode, PRF CMAC: counter ‖ key usage indicator (2) ‖ 00 ‖ algorithm (2) ‖ length in bits (2). */
    private static SecretKeyBytes derived(SecretKeyBytes protectionKey, int usage) {
        int length = protectionKey.length();
        byte[] key = new byte[length];
        for (int i = 0; i < length / 16; i++) {
            byte[] input = {
                (byte) (i + 1),
                0,
                (byte) usage,
                0,
                0,
                (byte) (length == 16 ? 2 : 4),
                (byte) (length >> 5),
                (byte) (length << 3)
            };
            byte[] part = Cmac.under(protectionKey).update(input).finish();
            System.arraycopy(part, 0, key, 16 * i, 16);
            Arrays.fill(part, (byte) 0);
        }
        return SecretKeyBytes.taking(key);
    }

    @Override
    public void close() {
        key.close();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "KeyBlock[" + usage + ", " + 8 * key.length() + " bits]";
    }
}
