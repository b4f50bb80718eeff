package org.keyrack.protocol.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * The keys of a session under Kperso and what is computed with them, for both of its ends (protocol.md, Personalization).
 * The host protects commands and checks answers; the unit opens commands and protects answers. One thread at a time.
 */
public final class PersonalizationSession implements AutoCloseable {
    /** The status word with which a unit ends the session: length, MAC or padding of a command was wrong. */
    public static final int OVER = 0x6988;

    private static final int BLOCK = 16;
    private static final int MAC = 8;
    private static final int SECURE = 0x04;
    private static final int MOST_DATA = 0xFF - MAC - 1;
    private static final byte PADDING = (byte) 0x80;
    private static final Bytes SUCCESS = Bytes.ofHex("9000");

    private final SecretKeyBytes kperso;
    private final Bytes randoms;
    private final Bytes context;
    private final SecretKeyBytes kprv;
    private final SecretKeyBytes kcmd;
    private final SecretKeyBytes krsp;
    private long commands;

    /**
     * Derives the keys; n is 0 until the first command.
     *
     * @param kperso 16 or 32 bytes, not all zero; a copy is kept until the session is closed
     * @param role what the unit is
     * @param rh random number of the host, 16 bytes
     * @param ru random number of the unit, 16 bytes
     */
    public PersonalizationSession(SecretKeyBytes kperso, Role role, Bytes rh, Bytes ru) {
        this.kperso = kperso.copy();
        randoms = Bytes.concat(rh, ru);
        context = Bytes.concat(new WireWriter().u8(role.code()).toBytes(), randoms);
        kprv = key("KRP-PRV");
        kcmd = key("KRP-CMD");
        krsp = key("KRP-RSP");
    }

    private SecretKeyBytes key(String label) {
        return Kdf.derive(kperso, label, context, kperso.length());
    }

    /** Kenc of the command that n counts now. */
    private SecretKeyBytes encryptionKey() {
        return Kdf.derive(kperso, "KRP-ENC", Bytes.concat(context, n()), kperso.length());
    }

    private Bytes n() {
        return new WireWriter().u32(commands).toBytes();
    }

    /** Whether CLA says that a command belongs to a session: 04 or 84. */
    public static boolean isProtected(int cla) {
        return cla == SECURE || cla == (0x80 | SECURE);
    }

    /** PU, the unit's proof that it has Kperso, 8 bytes. */
    public Bytes proof() {
        return Cmac.of(kprv, randoms).slice(0, MAC);
    }

    /** Whether PU is right; takes as long whatever it is. */
    public boolean isProof(Bytes pu) {
        return Derivation.isSame(pu, proof());
    }

    /**
     * Encrypts and signs the next command.
     *
     * @param plain CLA 80 or 00, at most 239 bytes of data; the caller wipes it
     */
    public CommandApdu protect(CommandApdu plain) {
        commands++;
        int cla = plain.cla() | SECURE;
        Bytes x = encrypted(plain.data());
        Bytes mac = signature(cla, plain.ins(), plain.p1(), plain.p2(), x);
        return new CommandApdu(
                cla, plain.ins(), plain.p1(), plain.p2(), Bytes.concat(x, mac).toArray(), true);
    }

    private Bytes encrypted(byte[] data) {
        if (data.length == 0) {
            return Bytes.EMPTY;
        }
        int length = (data.length / BLOCK + 1) * BLOCK;
        if (length > MOST_DATA) {
            throw new IllegalArgumentException("A command of " + data.length + " bytes does not fit into a session");
        }
        byte[] padded = Arrays.copyOf(data, length);
        padded[data.length] = PADDING;
        try (SecretKeyBytes kenc = encryptionKey();
                SecretKeyBytes secret = SecretKeyBytes.taking(padded)) {
            return AesCbc.encrypt(kenc, secret);
        }
    }

    private Bytes signature(int cla, int ins, int p1, int p2, Bytes x) {
        Bytes header = new WireWriter().u8(cla).u8(ins).u8(p1).u8(p2).toBytes();
        return Cmac.of(kcmd, n(), header, x).slice(0, MAC);
    }

    /**
     * Reads the next command as if it had been sent in the clear.
     *
     * @param apdu CLA 84 or 04
     * @return empty when length, MAC or padding is wrong: the session is over; else the command, which the caller wipes
     */
    public Optional<CommandApdu> open(CommandApdu apdu) {
        commands++;
        int xLength = apdu.data().length - MAC;
        if (xLength < 0 || xLength % BLOCK != 0) {
            return Optional.empty();
        }
        Bytes data = Bytes.of(apdu.data());
        Bytes x = data.slice(0, xLength);
        Bytes mac = signature(apdu.cla(), apdu.ins(), apdu.p1(), apdu.p2(), x);
        if (!Derivation.isSame(data.slice(xLength, data.length()), mac)) {
            return Optional.empty();
        }
        return decrypted(x)
                .map(plain -> new CommandApdu(
                        apdu.cla() & ~SECURE, apdu.ins(), apdu.p1(), apdu.p2(), plain, apdu.answerDue()));
    }

    private Optional<byte[]> decrypted(Bytes x) {
        if (x.length() == 0) {
            return Optional.of(new byte[0]);
        }
        try (SecretKeyBytes kenc = encryptionKey();
                SecretKeyBytes padded = AesCbc.decrypt(kenc, x)) {
            byte[] content = padded.content();
            int end = content.length - 1;
            while (end > content.length - BLOCK && content[end] == 0) {
                end--;
            }
            // Nothing is sent without data: padding alone is none of ours.
            return content[end] == PADDING && end > 0 ? Optional.of(Arrays.copyOf(content, end)) : Optional.empty();
        }
    }

    /** Signs an answer of 9000; any other goes as it is. */
    public ResponseApdu protect(ResponseApdu answer) {
        if (!answer.isSuccess()) {
            return answer;
        }
        Bytes data = Bytes.of(answer.data());
        return new ResponseApdu(Bytes.concat(data, answerSignature(data)).toArray(), answer.sw());
    }

    /**
     * Reads an answer.
     *
     * @return empty when it is 9000 with a wrong MAC: somebody else has answered; any other status word is not signed
     */
    public Optional<ResponseApdu> open(ResponseApdu answer) {
        if (!answer.isSuccess()) {
            return Optional.of(answer);
        }
        Bytes whole = Bytes.of(answer.data());
        int length = whole.length() - MAC;
        if (length < 0) {
            return Optional.empty();
        }
        Bytes data = whole.slice(0, length);
        boolean right = Derivation.isSame(whole.slice(length, whole.length()), answerSignature(data));
        return right ? Optional.of(new ResponseApdu(data.toArray(), answer.sw())) : Optional.empty();
    }

    private Bytes answerSignature(Bytes data) {
        return Cmac.of(krsp, n(), data, SUCCESS).slice(0, MAC);
    }

    @Override
    public void close() {
        kperso.close();
        kprv.close();
        kcmd.close();
        krsp.close();
    }
}
