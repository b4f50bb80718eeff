package org.keyrack.reader.sim;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private Optional<Begun> begun = Optional.empty();
    /** Of the session, once the host has shown that it has the keys. */
    private Optional<SecurityLevel> level = Optional.empty();

    /** What INITIALIZE UPDATE began. */
    private record Begun(KeySet keys, Scp03Session session) {
        void close() {
            session.close();
            keys.close();
        }
    }

    BlankChannel(BlankMemory memory, Scp03Option option) {
        this.memory = memory;
        this.option = option;
    }

    /** Ends the session. */
    void close() {
        begun.ifPresent(Begun::close);
        begun = Optional.empty();
        level = Optional.empty();
    }

    boolean isOpen() {
        return level.isPresent();
    }

    /** The key set that opened the session; only while it is open. */
    KeySet keys() {
        return begun.orElseThrow().keys();
    }

    ResponseApdu initializeUpdate(CommandApdu command) {
        close();
        if (memory.failures() >= TRIES) {
            return BlankAnswer.of(0x6983);
        }
        if (command.data().length != option.length()) {
            return BlankAnswer.of(0x6700);
        }
        Optional<KeySet> taken = take(command.p1());
        if (taken.isEmpty()) {
            return BlankAnswer.of(0x6A88);
        }
        KeySet keys = taken.get();
        byte[] counter = memory.nextCounter();
        Bytes challenge = option.pseudoRandom() ? pseudoRandom(keys, counter) : random();
        Scp03Session session = new Scp03Session(keys, Bytes.of(command.data()), challenge);
        begun = Optional.of(new Begun(keys, session));
        Bytes head = Bytes.of(memory.identity());
        Bytes information = Bytes.of(new byte[] {(byte) keys.version(), 3, (byte) option.i()});
        Bytes end = option.pseudoRandom() ? Bytes.of(counter) : Bytes.EMPTY;
        return BlankAnswer.of(Bytes.concat(head, information, challenge, session.cardCryptogram(), end));
    }

    /** The key set of a version, or the first for version 00; the others are wiped. */
    private Optional<KeySet> take(int version) {
        Optional<KeySet> found = Optional.empty();
        List<KeySet> sets = memory.keySets();
        for (KeySet set : sets) {
            if (found.isEmpty() && (version == KeySet.ANY || version == set.version())) {
                found = Optional.of(set);
            } else {
                set.close();
            }
        }
        return found;
    }

    private Bytes pseudoRandom(KeySet keys, byte[] counter) {
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
        Optional<SecurityLevel> wanted = SecurityLevel.of(command.p1()).filter(option::supports);
        if (begun.isEmpty() || isOpen()) {
            return BlankAnswer.of(0x6985);
        }
        if (wanted.isEmpty() || command.p2() != 0) {
            close();
            return BlankAnswer.of(0x6A86);
        }
        Scp03Session session = begun.get().session();
        Optional<byte[]> cryptogram = withoutMac(session, command);
        if (cryptogram.isEmpty() || !Scp03Session.same(Bytes.of(cryptogram.get()), session.hostCryptogram())) {
            memory.setFailures(memory.failures() + 1);
            close();
            return BlankAnswer.of(0x6300);
        }
        memory.setFailures(0);
        level = wanted;
        return BlankAnswer.of(0x9000);
    }

    /** The data without its MAC; empty when that is wrong. */
    private static Optional<byte[]> withoutMac(Scp03Session session, CommandApdu command) {
        byte[] whole = command.data();
        int end = whole.length - session.macLength();
        if (end < 0) {
            return Optional.empty();
        }
        byte[] data = Arrays.copyOf(whole, end);
        Bytes mac = Bytes.of(Arrays.copyOfRange(whole, end, whole.length));
        return Scp03Session.same(session.commandMac(command, data), mac) ? Optional.of(data) : Optional.empty();
    }

    /** A command of the session, which is open, as it was meant; empty: the session is over then. */
    Optional<CommandApdu> open(CommandApdu command) {
        Scp03Session session = begun.orElseThrow().session();
        session.nextCommand();
        Optional<byte[]> data = withoutMac(session, command).flatMap(each -> decrypted(session, each));
        if (data.isEmpty()) {
            close();
            return Optional.empty();
        }
        return Optional.of(new CommandApdu(
                command.cla() & ~SECURE_MESSAGING,
                command.ins(),
                command.p1(),
                command.p2(),
                data.get(),
                command.answerDue()));
    }

    private Optional<byte[]> decrypted(Scp03Session session, byte[] data) {
        if (data.length == 0 || !level.orElseThrow().encryptsCommands()) {
            return Optional.of(data);
        }
        try {
            return data.length % 16 == 0 ? Optional.of(session.decryptCommand(data)) : Optional.empty();
        } catch (IllegalArgumentException notPadded) {
            return Optional.empty();
        }
    }

    /** The answer as the session's level protects it. */
    ResponseApdu seal(ResponseApdu answer) {
        int kind = answer.sw() >> 8;
        boolean acted = answer.sw() == 0x9000 || kind == 0x62 || kind == 0x63;
        if (begun.isEmpty() || level.filter(SecurityLevel::authenticatesAnswers).isEmpty() || !acted) {
            return answer;
        }
        Scp03Session session = begun.get().session();
        boolean encrypted = level.get().encryptsAnswers() && answer.data().length > 0;
        Bytes data = Bytes.of(encrypted ? session.encryptAnswer(answer.data()) : answer.data());
        return new ResponseApdu(
                Bytes.concat(data, session.answerMac(data, answer.sw())).toArray(), answer.sw());
    }
}
