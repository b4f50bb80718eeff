package org.keyrack.card;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.crypto.AesCbc;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.Scp03Derivation;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * What both ends of an SCP03 session compute (Amendment D v1.2, chapter 6): session keys, cryptograms, the chain of
 * MACs, and the encryption of data fields. The host's end is {@link SecureChannel}; the virtual card has the other.
 */
public final class Scp03Session implements AutoCloseable {
    private static final int CARD_CRYPTOGRAM = 0x00;
    private static final int HOST_CRYPTOGRAM = 0x01;
    private static final int S_ENC = 0x04;
    private static final int S_MAC = 0x06;
    private static final int S_RMAC = 0x07;
    private static final int BLOCK = 16;
    private static final int PADDING = 0x80;
    private static final int ANSWER = 0x80;
    private static final int SECURE_MESSAGING = 0x04;

    private final SecretKeyBytes enc;
    private final SecretKeyBytes mac;
    private final SecretKeyBytes answerMac;
    private final Bytes context;
    private final int length;
    private Bytes chain = Bytes.zero(BLOCK);
    private int counter;

    /**
     * The session keys of one pair of challenges.
     *
     * @param hostChallenge 8 bytes, or 16 in S16 mode
     * @param cardChallenge as long
     */
    public Scp03Session(KeySet keys, Bytes hostChallenge, Bytes cardChallenge) {
        context = Bytes.concat(hostChallenge, cardChallenge);
        length = hostChallenge.length();
        enc = Scp03Derivation.derive(keys.enc(), S_ENC, context, keys.enc().length());
        mac = Scp03Derivation.derive(keys.mac(), S_MAC, context, keys.mac().length());
        answerMac =
                Scp03Derivation.derive(keys.mac(), S_RMAC, context, keys.mac().length());
    }

    /** What the card proves its keys with, 8 or 16 bytes. */
    public Bytes cardCryptogram() {
        return cryptogram(CARD_CRYPTOGRAM);
    }

    /** What the host proves its keys with, 8 or 16 bytes. */
    public Bytes hostCryptogram() {
        return cryptogram(HOST_CRYPTOGRAM);
    }

    private Bytes cryptogram(int constant) {
        try (SecretKeyBytes cryptogram = Scp03Derivation.derive(mac, constant, context, length)) {
            return Bytes.of(cryptogram.toArray());
        }
    }

    /** Bytes of a MAC on the wire: 8, or 16 in S16 mode. */
    public int macLength() {
        return length;
    }

    /** A command begins after EXTERNAL AUTHENTICATE: the counter that makes every encryption of a session unique rises. */
    public void nextCommand() {
        counter++;
    }

    /**
     * The C-MAC of a command; it becomes the next value of the chain.
     *
     * @param data its data field as sent, encrypted if need be
     * @return 8 or 16 bytes
     */
    public Bytes commandMac(CommandApdu command, byte[] data) {
        Bytes head = new WireWriter()
                .u8(command.cla() | SECURE_MESSAGING)
                .u8(command.ins())
                .u8(command.p1())
                .u8(command.p2())
                .u8(data.length + length)
                .toBytes();
        chain = Cmac.of(mac, chain, head, Bytes.of(data));
        return chain.slice(0, length);
    }

    /**
     * The R-MAC of the answer to the command whose C-MAC came last.
     *
     * @param data its data field as sent, encrypted if need be
     * @return 8 or 16 bytes
     */
    public Bytes answerMac(Bytes data, int sw) {
        return Cmac.of(answerMac, chain, data, new WireWriter().u16(sw).toBytes())
                .slice(0, length);
    }

    /** Whether two MACs or cryptograms are the same; takes as long whatever they are. */
    public static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    /** The data field of a command, padded and encrypted; the plain one stays with the caller. */
    public byte[] encryptCommand(byte[] plain) {
        return encrypt(plain, 0);
    }

    /** @throws IllegalArgumentException when it was not padded */
    public byte[] decryptCommand(byte[] encrypted) {
        return decrypt(encrypted, 0);
    }

    public byte[] encryptAnswer(byte[] plain) {
        return encrypt(plain, ANSWER);
    }

    /** @throws IllegalArgumentException when it was not padded */
    public byte[] decryptAnswer(byte[] encrypted) {
        return decrypt(encrypted, ANSWER);
    }

    /**
     * CBC whose first chaining value is the encrypted counter: the same as CBC from zero over the counter's block and the
     * data, without the first block.
     */
    private byte[] encrypt(byte[] plain, int direction) {
        byte[] blocks = new byte[BLOCK + (plain.length / BLOCK + 1) * BLOCK];
        putCounter(blocks, direction);
        System.arraycopy(plain, 0, blocks, BLOCK, plain.length);
        blocks[BLOCK + plain.length] = (byte) PADDING;
        try (SecretKeyBytes whole = SecretKeyBytes.taking(blocks)) {
            return Arrays.copyOfRange(AesCbc.encrypt(enc, whole).toArray(), BLOCK, blocks.length);
        }
    }

    private byte[] decrypt(byte[] encrypted, int direction) {
        byte[] block = new byte[BLOCK];
        putCounter(block, direction);
        Bytes start = AesCbc.encrypt(enc, SecretKeyBytes.taking(block));
        try (SecretKeyBytes whole = AesCbc.decrypt(enc, Bytes.concat(start, Bytes.of(encrypted)))) {
            byte[] padded = whole.toArray();
            int end = padded.length - 1;
            while (end >= BLOCK && padded[end] == 0) {
                end--;
            }
            boolean right = end >= BLOCK && padded[end] == (byte) PADDING;
            byte[] plain = right ? Arrays.copyOfRange(padded, BLOCK, end) : new byte[0];
            Arrays.fill(padded, (byte) 0);
            if (!right) {
                throw new IllegalArgumentException("The encrypted data was not padded");
            }
            return plain;
        }
    }

    private void putCounter(byte[] block, int direction) {
        block[0] = (byte) direction;
        ByteBuffer.wrap(block).putInt(BLOCK - Integer.BYTES, counter);
    }

    /** Overwrites the session keys. */
    @Override
    public void close() {
        enc.close();
        mac.close();
        answerMac.close();
    }
}
