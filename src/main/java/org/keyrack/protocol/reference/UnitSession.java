package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.OpenedSession;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Kperso of a unit and the session under it (protocol.md, Personalization). */
final class UnitSession {
    private final Role role;
    private final RandomGenerator random;
    private Optional<SecretKeyBytes> kperso;
    private Optional<PersonalizationSession> open = Optional.empty();
    private boolean inside;

    /** @param kperso 16 or 32 bytes, taken over; empty: the unit was installed without one */
    UnitSession(Role role, RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        this.role = role;
        this.random = random;
        this.kperso = kperso;
    }

    /** Carries out a command as if it had been sent in the clear. */
    interface Unit {
        ResponseApdu answer(CommandApdu plain) throws Refused;
    }

    boolean hasKperso() {
        return kperso.isPresent();
    }

    Bytes open(OpenSession command) throws Refused {
        require(kperso.isPresent(), Refused.NOT_FOUND);
        end();
        byte[] fresh = new byte[16];
        random.nextBytes(fresh);
        Bytes ru = Bytes.of(fresh);
        PersonalizationSession session = new PersonalizationSession(kperso.get(), role, command.rh(), ru);
        open = Optional.of(session);
        return new OpenedSession(ru, session.proof()).encode();
    }

    /** Refuses, with 6982, what a unit with a Kperso takes in a session only. */
    void requireIn(LifeCycleState state) throws Refused {
        require(inside || kperso.isEmpty() || !state.isPersonalizable(), Refused.PIN_NOT_VERIFIED);
    }

    /** A command of class 84 or 04, and its answer. */
    ResponseApdu transmit(CommandApdu apdu, Unit unit) throws Refused {
        require(open.isPresent(), Refused.PIN_NOT_VERIFIED);
        PersonalizationSession session = open.get();
        Optional<CommandApdu> plain = session.open(apdu);
        if (plain.isEmpty()) {
            end();
            throw new Refused(Refused.CERTIFICATE_WRONG);
        }
        inside = true;
        try {
            return session.protect(unit.answer(plain.get()));
        } finally {
            inside = false;
            plain.get().wipe();
        }
    }

    void end() {
        open.ifPresent(PersonalizationSession::close);
        open = Optional.empty();
    }

    /** The unit was personalized, or its life is over: nothing is done in sessions any more. */
    void erase() {
        end();
        kperso.ifPresent(SecretKeyBytes::close);
        kperso = Optional.empty();
    }
}
