package org.keyrack.unit;

import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.OpenedSession;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * A channel to a unit in a session under its Kperso (protocol.md, Personalization): personalization and PIN commands go
 * encrypted and signed, their answers are checked; SELECT, GET DATA and the download go as ever. One thread at a time.
 *
 * <p>Once the session is over, nothing that may carry a secret is sent any more, unless the unit was made OPERATIONAL in
 * it, whose PIN commands go in the clear from then on.
 */
public final class PersonalizationChannel implements ApduChannel, AutoCloseable {
    private static final int SELECT = 0x00A4;
    private static final int SET_STATE = 0x80F0;
    private static final Set<Integer> NEVER_PROTECTED = Set.of(0x80CA, 0x8052, 0x8054, 0x8056, 0x8058);

    private final ApduChannel channel;
    private final PersonalizationSession session;
    private Stage stage = Stage.OPEN;

    /** How far the session is. */
    private enum Stage {
        OPEN,
        FINISHED,
        BROKEN
    }

    private PersonalizationChannel(ApduChannel channel, PersonalizationSession session) {
        this.channel = channel;
        this.session = session;
    }

    /**
     * Opens a session with the applet that is selected.
     *
     * @param channel to the unit
     * @param role what the unit is
     * @param kperso what the applet was given at its installation, 16 or 32 bytes; the caller closes it
     * @param rh random number of the host, 16 bytes, fresh
     * @throws StatusWordFailure 6A88 when the unit has no Kperso: it is not the one that was installed with this one
     * @throws ProtocolFailure when the unit does not prove that it has this Kperso
     */
    public static PersonalizationChannel open(ApduChannel channel, Role role, SecretKeyBytes kperso, Bytes rh)
            throws CardFailure {
        OpenSession command = new OpenSession(rh);
        ResponseApdu answer = channel.transmit(command.toApdu());
        if (!answer.isSuccess()) {
            throw new StatusWordFailure(command.name(), answer.sw());
        }
        OpenedSession opened = OpenedSession.decode(Bytes.of(answer.data()));
        PersonalizationSession session = new PersonalizationSession(kperso, role, rh, opened.ru());
        if (!session.isProof(opened.pu())) {
            session.close();
            throw new ProtocolFailure("The unit does not prove that it has the Kperso of its installation");
        }
        return new PersonalizationChannel(channel, session);
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        int code = (command.cla() << 8) | command.ins();
        if (code == SELECT && stage == Stage.OPEN) {
            // The unit forgets the session at SELECT; the host must not go on as if it had one.
            stage = Stage.BROKEN;
        }
        if (code == SELECT || NEVER_PROTECTED.contains(code) || stage == Stage.FINISHED) {
            return channel.transmit(command);
        }
        if (stage == Stage.BROKEN) {
            throw new ProtocolFailure("The session with the unit is over; nothing was sent");
        }
        return protectedly(command, code);
    }

    private ResponseApdu protectedly(CommandApdu command, int code) throws LinkFailure, ProtocolFailure {
        stage = Stage.BROKEN;
        Optional<ResponseApdu> answer = session.open(channel.transmit(session.protect(command)));
        ResponseApdu checked =
                answer.orElseThrow(() -> new ProtocolFailure("The answer is not the unit's: its MAC is wrong"));
        if (code == SET_STATE && checked.isSuccess() && isLast(command.p2())) {
            stage = Stage.FINISHED;
        } else if (checked.sw() != PersonalizationSession.OVER) {
            stage = Stage.OPEN;
        }
        return checked;
    }

    private static boolean isLast(int state) {
        return state == LifeCycleState.OPERATIONAL.code() || state == LifeCycleState.TERMINATED.code();
    }

    /** Wipes the keys of the session; commands that it would protect are not sent any more. */
    @Override
    public void close() {
        if (stage == Stage.OPEN) {
            stage = Stage.BROKEN;
        }
        session.close();
    }
}
