package org.keyrack.card;

import java.security.SecureRandom;
import java.util.Arrays;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * The host's end of an SCP03 session (Amendment D v1.2): a channel that protects every command and checks every answer.
 * The card's cryptogram is checked before EXTERNAL AUTHENTICATE is sent, so that a wrong key costs the card no try. One
 * thread at a time.
 */
public final class SecureChannel implements ApduChannel, AutoCloseable {
    private static final int EXTERNAL_AUTHENTICATE = 0x82;
    private static final int SECURE_MESSAGING = 0x04;
    private static final int LONGEST = 255;
    private static final int BLOCK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApduChannel channel;
    private final Scp03Session session;
    private final InitializeUpdate card;
    private final SecurityLevel level;
    private boolean over;

    private SecureChannel(ApduChannel channel, Scp03Session session, InitializeUpdate card, SecurityLevel level) {
        this.channel = channel;
        this.session = session;
        this.card = card;
        this.level = level;
    }

    /**
     * Opens a session with the security domain that is selected.
     *
     * @param keys their version 00: whichever the card takes first; they stay the caller's
     * @param mode what the card's recognition data say of SCP03
     * @throws CardRefusal before EXTERNAL AUTHENTICATE: the card counts nothing
     * @throws StatusWordFailure when the card refuses the host's cryptogram
     */
    public static SecureChannel open(ApduChannel channel, KeySet keys, Scp03Option mode, SecurityLevel level)
            throws CardFailure, CardRefusal {
        byte[] challenge = new byte[mode.length()];
        RANDOM.nextBytes(challenge);
        return open(channel, keys, level, Bytes.of(challenge));
    }

    /** Whether the card's cryptogram is of these keys; nothing is sent that counts against the card. */
    static boolean answersWith(ApduChannel channel, KeySet keys, Scp03Option mode) throws LinkFailure, ProtocolFailure {
        byte[] challenge = new byte[mode.length()];
        RANDOM.nextBytes(challenge);
        Bytes own = Bytes.of(challenge);
        try {
            InitializeUpdate card = InitializeUpdate.send(channel, keys.version(), own);
            if (card.cardChallenge().length() != own.length()) {
                return false;
            }
            try (Scp03Session session = new Scp03Session(keys, own, card.cardChallenge())) {
                return Scp03Session.same(session.cardCryptogram(), card.cardCryptogram());
            }
        } catch (LinkFailure | ProtocolFailure failure) {
            throw failure;
        } catch (CardFailure | CardRefusal noSuchKeys) {
            return false;
        }
    }

    static SecureChannel open(ApduChannel channel, KeySet keys, SecurityLevel level, Bytes hostChallenge)
            throws CardFailure, CardRefusal {
        InitializeUpdate card = InitializeUpdate.send(channel, keys.version(), hostChallenge);
        if (card.cardChallenge().length() != hostChallenge.length()) {
            throw new ProtocolFailure("The card answers in another mode of SCP03 than its recognition data say");
        }
        if (!card.option().supports(level)) {
            throw new CardRefusal(CardRefusal.Reason.LEVEL);
        }
        Scp03Session session = new Scp03Session(keys, hostChallenge, card.cardChallenge());
        try {
            if (!Scp03Session.same(session.cardCryptogram(), card.cardCryptogram())) {
                throw new CardRefusal(CardRefusal.Reason.WRONG_KEYS);
            }
            authenticate(channel, session, level);
            return new SecureChannel(channel, session, card, level);
        } catch (CardRefusal | CardFailure | RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    private static void authenticate(ApduChannel channel, Scp03Session session, SecurityLevel level)
            throws CardFailure {
        CommandApdu plain = new CommandApdu(
                0x80,
                EXTERNAL_AUTHENTICATE,
                level.code(),
                0,
                session.hostCryptogram().toArray(),
                false);
        ResponseApdu answer = channel.transmit(sealed(plain, plain.data(), session));
        if (!answer.isSuccess()) {
            throw new StatusWordFailure("EXTERNAL AUTHENTICATE", answer.sw());
        }
    }

    private static CommandApdu sealed(CommandApdu command, byte[] data, Scp03Session session) {
        byte[] mac = session.commandMac(command, data).toArray();
        byte[] whole = Arrays.copyOf(data, data.length + mac.length);
        System.arraycopy(mac, 0, whole, data.length, mac.length);
        return new CommandApdu(
                command.cla() | SECURE_MESSAGING,
                command.ins(),
                command.p1(),
                command.p2(),
                whole,
                command.answerDue());
    }

    /** The key diversification data of the card, 10 bytes. */
    public Bytes diversification() {
        return card.diversification();
    }

    /** Version number of the key set that the card has answered with. */
    public int keyVersion() {
        return card.keyVersion();
    }

    public SecurityLevel level() {
        return level;
    }

    /** The most bytes of data that a command may have, protected as it goes. */
    public int capacity() {
        int left = LONGEST - session.macLength();
        return level.encryptsCommands() ? left / BLOCK * BLOCK - 1 : left;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        if (over) {
            throw new ProtocolFailure("The secure channel is over");
        }
        session.nextCommand();
        boolean encrypted = level.encryptsCommands() && command.data().length > 0;
        byte[] data = encrypted ? session.encryptCommand(command.data()) : command.data();
        try {
            return opened(channel.transmit(sealed(command, data, session)));
        } catch (LinkFailure | ProtocolFailure failure) {
            over = true;
            throw failure;
        }
    }

    /** An answer is protected when the card has acted: with 9000 or a warning (section 6.2.5). */
    private ResponseApdu opened(ResponseApdu answer) throws ProtocolFailure {
        int kind = answer.sw() >> 8;
        boolean acted = answer.isSuccess() || kind == 0x62 || kind == 0x63;
        if (!level.authenticatesAnswers() || !acted) {
            require(acted || answer.data().length == 0, "The card sends data with an error");
            return answer;
        }
        Bytes whole = Bytes.of(answer.data());
        int end = whole.length() - session.macLength();
        require(end >= 0, "The card's answer has no MAC");
        Bytes data = whole.slice(0, end);
        require(
                Scp03Session.same(session.answerMac(data, answer.sw()), whole.slice(end, whole.length())),
                "The MAC of the card's answer is wrong");
        if (!level.encryptsAnswers() || end == 0) {
            return new ResponseApdu(data.toArray(), answer.sw());
        }
        require(end % BLOCK == 0, "The card's answer is not encrypted");
        try {
            return new ResponseApdu(session.decryptAnswer(data.toArray()), answer.sw());
        } catch (IllegalArgumentException notPadded) {
            throw new ProtocolFailure("The card's answer is not padded");
        }
    }

    private static void require(boolean holds, String otherwise) throws ProtocolFailure {
        if (!holds) {
            throw new ProtocolFailure(otherwise);
        }
    }

    /** Overwrites the session keys; the card's end of the session lasts until its next SELECT or reset. */
    @Override
    public void close() {
        over = true;
        session.close();
    }
}
