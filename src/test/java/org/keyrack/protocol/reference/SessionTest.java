package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.pin;
import static org.keyrack.protocol.reference.Units.send;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.OpenedSession;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A unit that was given a Kperso (protocol.md, Personalization): what it takes in a session only, and how one ends. */
class SessionTest {
    private static final Bytes KPERSO = Bytes.ofHex("303132333435363738393a3b3c3d3e3f");
    private static final Bytes RH = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");

    private static SecretKeyBytes kperso() {
        return SecretKeyBytes.copyOf(KPERSO.toArray());
    }

    private static PersonalizationSession open(ApduChannel unit, Role role) throws CardFailure {
        ResponseApdu answer = send(unit, new OpenSession(RH));
        assertEquals(0x9000, answer.sw());
        OpenedSession opened = OpenedSession.decode(Bytes.of(answer.data()));
        PersonalizationSession session = new PersonalizationSession(kperso(), role, RH, opened.ru());
        assertTrue(session.isProof(opened.pu()));
        return session;
    }

    private static int inside(ApduChannel unit, PersonalizationSession session, Command command) throws CardFailure {
        ResponseApdu answer = unit.transmit(session.protect(command.toApdu()));
        return session.open(answer).orElseThrow().sw();
    }

    /** The unit as a channel whose commands all go through a session. */
    private static ApduChannel within(ApduChannel unit, PersonalizationSession session) {
        return apdu -> session.open(unit.transmit(session.protect(apdu))).orElseThrow();
    }

    @Test
    void withoutASessionNoSecretIsTakenAndThePublicBytesAreShown() throws CardFailure {
        ReferenceAs as = new ReferenceAs(Optional.of(kperso()));
        assertSw(0x6982, as, new PutPin(PinReference.OPERATOR, pin("1111")));
        assertSw(0x6700, as, new CommandApdu(0x80, 0xDA, 0, 0x80, new byte[7], false));
        assertSw(0x6A86, as, new CommandApdu(0x80, 0xDA, 5, 5, new byte[7], false));
        assertSw(0x6982, as, Verify.status(PinReference.OPERATOR));
        assertSw(0x6982, as, new GenerateKey(KeyType.AES_128));
        assertSw(0x6982, as, new SetState(LifeCycleState.TERMINATED));
        for (int cla : new int[] {0x84, 0x04}) {
            int ins = cla == 0x84 ? 0xDA : 0x20;
            assertSw(0x6982, as, new CommandApdu(cla, ins, 0, 0x80, new byte[24], true));
        }
        assertSw(0x6D00, as, new CommandApdu(0x84, 0xCA, 1, 1, new byte[8], true));
        assertSw(0x6D00, as, new CommandApdu(0x84, 0x50, 0, 0, new byte[24], true));
        assertSw(0x6D00, as, new CommandApdu(0x84, 0x20, 0, 0x80, new byte[24], true));
        assertSw(0x6E00, as, new CommandApdu(0x85, 0xDA, 0, 0x80, new byte[24], true));
        assertSw(0x6E00, as, new CommandApdu(0x81, 0xCA, 1, 1, new byte[0], true));
        assertSw(0x9000, as, GetData.asIdentity());
        assertTrue(AsProtection.decode(Bytes.of(send(as, GetData.asProtection()).data()))
                .personalizationKey());
    }

    @Test
    void aUnitWithoutKpersoOpensNone() throws CardFailure {
        assertSw(0x6A88, new ReferenceAs(), new OpenSession(RH));
        assertSw(0x6A88, new ReferenceEi(), new OpenSession(RH));
        assertSw(0x6985, Units.as(), new OpenSession(RH));
        assertSw(0x6E00, new ReferenceEi(), new CommandApdu(0x84, 0xDA, 2, 1, new byte[24], true));
        assertSw(0x6E00, Units.as(), new CommandApdu(0x04, 0x20, 0, 0x80, new byte[24], true));
        assertSw(0x6A86, new ReferenceEi(), new CommandApdu(0x80, 0x50, 1, 0, new byte[16], true));
        assertSw(0x6700, new ReferenceEi(), new CommandApdu(0x80, 0x50, 0, 0, new byte[15], true));
    }

    @Test
    void inASessionEveryCommandIsCheckedAsInTheClear() throws CardFailure {
        ReferenceEi ei = new ReferenceEi(Optional.of(kperso()));
        PersonalizationSession session = open(ei, Role.EI);
        assertEquals(0x6985, inside(ei, session, new SetState(LifeCycleState.OPERATIONAL)));
        assertEquals(0x9000, inside(ei, session, new PutSerialNumber(Units.SN)));
        assertSw(0x6A86, within(ei, session), new CommandApdu(0x80, 0xDA, 5, 5, new byte[3], false));
        assertSw(0x6700, within(ei, session), new CommandApdu(0x80, 0xDA, 2, 1, new byte[3], false));
        assertEquals(0x9000, inside(ei, session, new SetState(LifeCycleState.LOADING)));
        assertEquals(0x9000, inside(ei, session, new PutSerialNumber(Units.SN)));
    }

    @Test
    void anAlteredCommandEndsTheSessionForGood() throws CardFailure {
        ReferenceEi ei = new ReferenceEi(Optional.of(kperso()));
        PersonalizationSession session = open(ei, Role.EI);
        CommandApdu altered = session.protect(new PutSerialNumber(Units.SN).toApdu());
        altered.data()[0] ^= 1;
        assertSw(0x6988, ei, altered);
        assertSw(0x6982, ei, session.protect(new PutSerialNumber(Units.SN).toApdu()));
    }

    @Test
    void aRepeatedCommandIsRefused() throws CardFailure {
        ReferenceEi ei = new ReferenceEi(Optional.of(kperso()));
        PersonalizationSession session = open(ei, Role.EI);
        CommandApdu sent = session.protect(new PutSerialNumber(Units.SN).toApdu());
        assertSw(0x9000, ei, sent);
        assertSw(0x6988, ei, sent);
    }

    @Test
    void resetDeselectAndANewSessionEndTheOldOne() throws CardFailure {
        ReferenceEi ei = new ReferenceEi(Optional.of(kperso()));
        PersonalizationSession first = open(ei, Role.EI);
        PersonalizationSession second = open(ei, Role.EI);
        assertSw(0x6988, ei, first.protect(new PutSerialNumber(Units.SN).toApdu()));
        assertSw(0x6982, ei, second.protect(new PutSerialNumber(Units.SN).toApdu()));
        PersonalizationSession third = open(ei, Role.EI);
        ei.reset();
        assertSw(0x6982, ei, third.protect(new PutSerialNumber(Units.SN).toApdu()));
        PersonalizationSession fourth = open(ei, Role.EI);
        ei.deselect();
        assertSw(0x6982, ei, fourth.protect(new PutSerialNumber(Units.SN).toApdu()));
    }

    /** Kperso is a key of the factory alone: once the unit works, nobody who finds it can do anything with it. */
    @Test
    void operationalAnswersUnderTheSessionAndErasesKperso() throws CardFailure {
        ReferenceEi ei = new ReferenceEi(Optional.of(kperso()));
        PersonalizationSession session = open(ei, Role.EI);
        ApduChannel within = within(ei, session);
        ok(within, new PutSerialNumber(Units.SN));
        Units.storeT(within, 0, Suite.AES_128, 1, Units.T128);
        ok(within, new SetState(LifeCycleState.LOADING));
        ok(within, new SetState(LifeCycleState.OPERATIONAL));
        assertSw(0x6E00, ei, session.protect(new PutSerialNumber(Units.SN).toApdu()));
        assertSw(0x6985, ei, new OpenSession(RH));
        assertSw(0x6985, ei, new PutSerialNumber(Units.SN));
    }

    @Test
    void anAsIsPersonalizedInASessionAndWorksInTheClearAfterwards() throws CardFailure {
        ReferenceAs as = new ReferenceAs(Optional.of(kperso()));
        PersonalizationSession session = open(as, Role.AS);
        Units.personalize(within(as, session));
        ok(within(as, session), new SetState(LifeCycleState.OPERATIONAL));
        ok(as, new Verify(PinReference.ADMINISTRATOR, pin(PinReference.ADMINISTRATOR)));
        ok(as, new Verify(PinReference.CUSTODIAN, pin(PinReference.CUSTODIAN)));
        ok(as, new SetState(LifeCycleState.LOADING));
        ok(as, new GenerateKey(KeyType.AES_128));
        assertFalse(
                AsProtection.decode(Bytes.of(send(as, GetData.asProtection()).data()))
                        .personalizationKey());
    }
}
