package org.keyrack.applet;

import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The host of a session under Kperso, for a unit under test. */
final class SessionHost {
    static final byte[] RH = hex("404142434445464748494a4b4c4d4e4f");

    private final Card card;
    private final byte[] kperso;
    private PersonalizationSession session;

    SessionHost(Card card, byte[] kperso) {
        this.card = card;
        this.kperso = kperso.clone();
    }

    /** Answers RU and PU. */
    byte[] open() {
        byte[] answer = card.ok("80500000", RH, true);
        session = new PersonalizationSession(
                SecretKeyBytes.taking(kperso.clone()),
                card.isAs() ? Role.AS : Role.EI,
                Bytes.of(RH),
                Bytes.of(cut(answer, 0, 16)));
        return answer;
    }

    /** A command of a header in the clear and its data, as it is sent. */
    byte[] sealed(String header, byte[] data) {
        byte[] clear = hex(header);
        return session.protect(new CommandApdu(
                        clear[0] & 0xFF, clear[1] & 0xFF, clear[2] & 0xFF, clear[3] & 0xFF, data, false))
                .bytes(false);
    }

    ResponseApdu send(String header, byte[] data) {
        return card.raw(sealed(header, data));
    }

    void ok(String header, byte[] data) {
        ResponseApdu answer = send(header, data);
        if (!answer.isSuccess() || session.open(answer).isEmpty()) {
            throw new AssertionError(header + " answered " + answer);
        }
    }
}
