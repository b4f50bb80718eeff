package org.keyrack.reader.sim;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.keyrack.card.Aid;
import org.keyrack.card.KeySet;
import org.keyrack.card.Scp03Option;
import org.keyrack.card.Scp03Session;
import org.keyrack.card.SecurityLevel;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.Scp03Derivation;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The card's end of SCP03 (Amendment D v1.2, chapters 6 and 7): from INITIALIZE UPDATE to the next SELECT or reset. */
final class BlankChannel {
    /** Wrong host cryptograms in a row after which a card takes no more. */
    static final int TRIES = 10;

    static final int SECURE_MESSAGING = 0x04;
    private static final int PSEUDO_RANDOM_CHALLENGE = 0x02;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final BlankMemory memory;
    private final Scp03Option option;
    private Scp03Session session;
    private KeySet keys;
    private SecurityLevel level;

    BlankChannel(BlankMemory memory, Scp03Option option) {
        this.memory = memory;
        this.option = option;
    }

    /** Ends the session. */
    void close() {
        if (session != null) {
            session.close();
            keys.close();
        }
        session = null;
        keys = null;
        level = null;
    }

    boolean isOpen() {
        return level != null;
    }

    /** The key set that opened the session; only while it is open. */
    KeySet keys() {
        return keys;
    }

    ResponseApdu initializeUpdate(CommandApdu command) {
        close();
        if (memory.failures() >= TRIES) {
            return BlankAnswer.of(0x6983);
        }
        if (command.data().length != option.length()) {
            return BlankAnswer.of(0x6700);
        }
        keys = take(command.p1());
        if (keys == null) {
            return BlankAnswer.of(0x6A88);
        }
        byte[] counter = memory.nextCounter();
        Bytes challenge = option.pseudoRandom() ? pseudoRandom(counter) : random();
        session = new Scp03Session(keys, Bytes.of(command.data()), challenge);
        Bytes head = Bytes.of(memory.identity());
        Bytes information = Bytes.of(new byte[] {(byte) keys.version(), 3, (byte) option.i()});
        Bytes end = option.pseudoRandom() ? Bytes.of(counter) : Bytes.EMPTY;
        return BlankAnswer.of(Bytes.concat(head, information, challenge, session.cardCryptogram(), end));
    }

    /** The key set of a version, or the first for version 00; the others are wiped. */
    private KeySet take(int version) {
        KeySet found = null;
        List<KeySet> sets = memory.keySets();
        for (KeySet set : sets) {
            if (found == null && (version == KeySet.ANY || version == set.version())) {
                found = set;
            } else {
                set.close();
            }
        }
        return found;
    }

    private Bytes pseudoRandom(byte[] counter) {
        Bytes context = Bytes.concat(Bytes.of(counter), Aid.ISSUER_DOMAIN.value());
        try (SecretKeyBytes challenge =
                Scp03Derivation.derive(keys.enc(), PSEUDO_RANDOM_CHALLENGE, context, option.length())) {
            return Bytes.of(challenge.toArray());
        }
    }

    private Bytes random() {
        byte[] challenge = new byte[option.length()];
        RANDOM.nextBytes(challenge);
        return Bytes.of(challenge);
    }

    ResponseApdu externalAuthenticate(CommandApdu command) {
        SecurityLevel wanted = SecurityLevel.of(command.p1());
        if (session == null || isOpen()) {
            return BlankAnswer.of(0x6985);
        }
        if (wanted == null || command.p2() != 0 || !option.supports(wanted)) {
            close();
            return BlankAnswer.of(0x6A86);
        }
        byte[] cryptogram = withoutMac(command);
        if (cryptogram == null || !Scp03Session.same(Bytes.of(cryptogram), session.hostCryptogram())) {
            memory.setFailures(memory.failures() + 1);
            close();
            return BlankAnswer.of(0x6300);
        }
        memory.setFailures(0);
        level = wanted;
        return BlankAnswer.of(0x9000);
    }

    /** The data without its MAC, or null when that is wrong. */
    private byte[] withoutMac(CommandApdu command) {
        byte[] whole = command.data();
        int end = whole.length - session.macLength();
        if (end < 0) {
            return null;
        }
        byte[] data = Arrays.copyOf(whole, end);
        Bytes mac = Bytes.of(Arrays.copyOfRange(whole, end, whole.length));
        return Scp03Session.same(session.commandMac(command, data), mac) ? data : null;
    }

    /** A command of the session as it was meant, or null: the session is over then. */
    CommandApdu open(CommandApdu command) {
        session.nextCommand();
        byte[] data = withoutMac(command);
        try {
            if (data != null && data.length > 0 && level.encryptsCommands()) {
                data = data.length % 16 == 0 ? session.decryptCommand(data) : null;
            }
        } catch (IllegalArgumentException notPadded) {
            data = null;
        }
        if (data == null) {
            close();
            return null;
        }
        return new CommandApdu(
                command.cla() & ~SECURE_MESSAGING,
                command.ins(),
                command.p1(),
                command.p2(),
                data,
                command.answerDue());
    }

    /** The answer as the session's level protects it. */
    ResponseApdu seal(ResponseApdu answer) {
        int kind = answer.sw() >> 8;
        boolean acted = answer.sw() == 0x9000 || kind == 0x62 || kind == 0x63;
        if (!isOpen() || !level.authenticatesAnswers() || !acted) {
            return answer;
        }
        boolean encrypted = level.encryptsAnswers() && answer.data().length > 0;
        Bytes data = Bytes.of(encrypted ? session.encryptAnswer(answer.data()) : answer.data());
        return new ResponseApdu(
                Bytes.concat(data, session.answerMac(data, answer.sw())).toArray(), answer.sw());
    }
}
