package org.keyrack.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyAttributes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;

/** An AS and an EI from blank to OPERATIONAL by the administration sessions, in the clear and under a Kperso. */
class AdministrationTest {
    private static final Bytes KPERSO = Bytes.ofHex("303132333435363738393a3b3c3d3e3f");
    private static final Bytes RH = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");
    private static final SerialNumber SN = SerialNumber.parse("0011223344556677");
    private static final byte ONE = 0x11;
    private static final byte OTHER = 0x22;

    private final List<String> sent = new ArrayList<>();

    private static SecretKeyBytes kperso() {
        return SecretKeyBytes.copyOf(KPERSO.toArray());
    }

    /** The unit, with every command that goes over the wire remembered. */
    private ApduChannel wire(ApduChannel unit) {
        return command -> {
            sent.add(Bytes.of(command.bytes(false)).hex());
            return unit.transmit(command);
        };
    }

    private AsAdministration as(boolean inSession) throws CardFailure {
        return inSession
                ? AsAdministration.select(wire(new ReferenceAs(Optional.of(kperso()))), kperso(), RH)
                : AsAdministration.select(wire(new ReferenceAs()));
    }

    private static char[] pin(PinReference reference) {
        return switch (reference) {
            case OPERATOR -> "123456".toCharArray();
            case ADMINISTRATOR -> "87654321".toCharArray();
            case CUSTODIAN -> "13571357".toCharArray();
        };
    }

    private static byte[] component(int length, byte value) {
        byte[] component = new byte[length];
        java.util.Arrays.fill(component, value);
        return component;
    }

    private static Kcv kcv(byte[] key) {
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(key)) {
            return Cmac.kcv(secret);
        }
    }

    private static Kcv load(AsAdministration as, int length) throws CardFailure {
        byte[] one = component(length, ONE);
        byte[] other = component(length, OTHER);
        as.loadComponent(true, one, kcv(component(length, ONE)));
        as.loadComponent(false, other, kcv(component(length, OTHER)));
        assertArrayEquals(new byte[length], one, "a component outlived its command");
        assertArrayEquals(new byte[length], other, "a component outlived its command");
        return kcv(component(length, (byte) (ONE ^ OTHER)));
    }

    private static void toLoading(AsAdministration as) throws CardFailure {
        as.putIdentity(Bytes.ofHex("00000001"), "AS");
        for (PinReference who : PinReference.values()) {
            char[] typed = pin(who);
            as.putPin(who, typed);
            assertArrayEquals(new char[typed.length], typed, "a PIN outlived its command");
            as.verify(who, pin(who));
        }
        as.setState(LifeCycleState.LOADING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAsIsPreparedStepByStep(boolean inSession) throws CardFailure {
        AsAdministration as = as(inSession);
        toLoading(as);
        Kcv kbk = load(as, 32);
        as.storeBackupKey(kbk);
        as.lock(Set.of(Lock.ALLOW));
        assertEquals(Set.of(Lock.ALLOW), as.protection().locks());
        Kcv t = load(as, 16);
        as.storeTransportKey(1, Suite.AES_128, 1, t);
        Kcv drawn = as.generate(KeyType.AES_128);
        as.storeKey(new KeyDirectoryEntry(3, "FARE", 0x0101, KeyType.AES_128, 1, false, false, Set.of(), drawn, 100));
        Kcv next = as.generate(KeyType.AES_128);
        as.storeSuccessor(new StoreSuccessor(2, 1, Suite.AES_128, 2, next, 9, "NEXT T", 15));
        as.putExportsLeft(3, 7);
        SealedRecord record = as.exportSealed(new KeyPlace.ApplicationKey(3));
        as.clear(new KeyPlace.ApplicationKey(3));
        as.importSealed(record);
        assertEquals(0, as.keys().get(0).exportsLeft());
        StatusWordFailure locked = assertThrows(StatusWordFailure.class, () -> as.allow(2, 3));
        assertEquals("ALLOW", locked.command());
        assertEquals(0x6986, locked.sw());
        as.setState(LifeCycleState.OPERATIONAL);
        assertEquals(
                new KeyAttributes(false, true, false, true, Set.of(2, 3, 4)),
                as.keys().get(1).attributes());
        as.verify(PinReference.ADMINISTRATOR, pin(PinReference.ADMINISTRATOR));
        as.resetOperatorPin("4444".toCharArray());
        as.changePin(PinReference.OPERATOR, "4444".toCharArray(), "5555".toCharArray());
        PinFailure wrong = assertThrows(PinFailure.class, () -> as.verify(PinReference.OPERATOR, "4444".toCharArray()));
        assertEquals(2, wrong.triesLeft());
        assertEquals(1, as.identity().acts());
        assertFalse(as.protection().personalizationKey());
    }

    /** Over the wire there is neither a component nor a PIN until the unit is OPERATIONAL. */
    @Test
    void inASessionNoSecretCanBeReadOnTheWire() throws CardFailure {
        AsAdministration as = as(true);
        toLoading(as);
        load(as, 16);
        for (String command : sent) {
            assertFalse(command.contains("11".repeat(16)) || command.contains("22".repeat(16)), "a component");
            assertFalse(command.contains("313233343536ffff") || command.contains("3837363534333231"), "a PIN");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEiIsPreparedAndTakesKeys(boolean inSession) throws CardFailure {
        ReferenceEi card = inSession ? new ReferenceEi(Optional.of(kperso())) : new ReferenceEi();
        EiAdministration ei = inSession ? EiAdministration.select(card, kperso(), RH) : EiAdministration.select(card);
        ei.putSerialNumber(SN);
        ei.putLocation(LocationEntry.free(5, 0x0101, EnumSet.allOf(KeyType.class), false));
        byte[] one = component(32, ONE);
        ei.loadComponent(true, one, kcv(component(32, ONE)));
        assertArrayEquals(new byte[32], one);
        ei.loadComponent(false, component(32, OTHER), kcv(component(32, OTHER)));
        ei.storeTransportKey(Suite.AES_256, 1, kcv(component(32, (byte) (ONE ^ OTHER))));
        ei.setState(LifeCycleState.LOADING);
        ei.setState(LifeCycleState.OPERATIONAL);
        assertEquals(SN, ei.identity().sn());
        assertEquals(1, ei.locations().size());
        Initiation initiation = EiSession.select(card).initiate();
        assertEquals(Suite.AES_256, initiation.suite());
    }

    /** A card that was swapped since its applet was installed gets nothing. */
    @Test
    void aUnitThatDoesNotProveItsKpersoGetsNoSecret() {
        ReferenceAs other = new ReferenceAs(Optional.of(SecretKeyBytes.taking(component(16, ONE))));
        assertThrows(ProtocolFailure.class, () -> AsAdministration.select(wire(other), kperso(), RH));
        StatusWordFailure none = assertThrows(
                StatusWordFailure.class, () -> AsAdministration.select(wire(new ReferenceAs()), kperso(), RH));
        assertEquals(0x6A88, none.sw());
        assertEquals(4, sent.size());
        assertTrue(sent.stream().allMatch(command -> command.startsWith("00a4") || command.startsWith("8050")));
    }

    @Test
    void anAnswerWithoutItsMacEndsTheSession() throws CardFailure {
        ReferenceAs card = new ReferenceAs(Optional.of(kperso()));
        boolean[] cut = {false};
        ApduChannel link = command -> {
            ResponseApdu answer = card.transmit(command);
            return cut[0] ? new ResponseApdu(new byte[0], answer.sw()) : answer;
        };
        AsAdministration as = AsAdministration.select(wire(link), kperso(), RH);
        cut[0] = true;
        assertThrows(ProtocolFailure.class, () -> as.putIdentity(Bytes.zero(4), "X"));
        cut[0] = false;
        int before = sent.size();
        assertThrows(ProtocolFailure.class, () -> as.putPin(PinReference.OPERATOR, pin(PinReference.OPERATOR)));
        assertEquals(before, sent.size(), "a PIN was sent after the session was over");
    }

    @Test
    void afterASelectNothingSecretIsSentInTheOldSession() throws CardFailure {
        ReferenceAs card = new ReferenceAs(Optional.of(kperso()));
        AsSession.select(card);
        PersonalizationChannel channel =
                PersonalizationChannel.open(wire(card), org.keyrack.protocol.Role.AS, kperso(), RH);
        AsAdministration as = AsAdministration.select(channel);
        assertEquals("", as.identity().label());
        int before = sent.size();
        assertThrows(ProtocolFailure.class, () -> as.putPin(PinReference.OPERATOR, pin(PinReference.OPERATOR)));
        assertEquals(before, sent.size());
        channel.close();
    }

    @Test
    void aMalformedPinIsWipedAndNotSent() throws CardFailure {
        AsAdministration as = as(false);
        int before = sent.size();
        char[] wrong = "12a4".toCharArray();
        char[] right = "1234".toCharArray();
        assertThrows(IllegalArgumentException.class, () -> as.changePin(PinReference.OPERATOR, right, wrong));
        assertArrayEquals(new char[4], wrong);
        assertArrayEquals(new char[4], right);
        assertEquals(before, sent.size());
    }

    /** What the AS exports after it was prepared is what a module prepared with the same T takes. */
    @Test
    void anAsAndAnEiPreparedWithOneTransportKeyWorkTogether() throws CardFailure {
        ReferenceAs asCard = new ReferenceAs();
        AsAdministration as = AsAdministration.select(asCard);
        toLoading(as);
        Kcv t = load(as, 16);
        as.storeTransportKey(1, Suite.AES_128, 1, t);
        Kcv drawn = as.generate(KeyType.AES_128);
        as.storeKey(new KeyDirectoryEntry(
                3, "", 0x0101, KeyType.AES_128, 1, false, false, Set.of(), drawn, KeyDirectoryEntry.NO_LIMIT));
        as.setState(LifeCycleState.OPERATIONAL);
        ReferenceEi eiCard = new ReferenceEi();
        EiAdministration ei = EiAdministration.select(eiCard);
        ei.putSerialNumber(SN);
        ei.putLocation(LocationEntry.free(5, 0x0101, EnumSet.of(KeyType.AES_128), false));
        ei.loadComponent(true, component(16, ONE), kcv(component(16, ONE)));
        ei.loadComponent(false, component(16, OTHER), kcv(component(16, OTHER)));
        ei.storeTransportKey(Suite.AES_128, 1, t);
        ei.setState(LifeCycleState.LOADING);
        ei.setState(LifeCycleState.OPERATIONAL);
        AsSession operator = AsSession.select(asCard);
        operator.verifyOperator(pin(PinReference.OPERATOR));
        EiSession module = EiSession.select(eiCard);
        Initiation initiation = module.initiate();
        ExportedKey exported =
                operator.exportKey(new ExportKey(Suite.AES_128, 1, SN, 3, 5, initiation.r(), initiation.p()));
        assertEquals(drawn, module.importKey(exported, false).kcv());
    }
}
