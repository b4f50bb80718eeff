package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrack.protocol.PinReference.ADMINISTRATOR;
import static org.keyrack.protocol.PinReference.CUSTODIAN;
import static org.keyrack.protocol.PinReference.OPERATOR;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.pin;
import static org.keyrack.protocol.reference.Units.send;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.ChangePin;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.ExportSealed;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.PutLocks;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.ResetRetryCounter;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.command.Verify;

/** Who may do what to an AS, in which state (protocol.md, Roles). */
class RolesTest {
    private static final Command IDENTITY = new PutAsIdentity(Bytes.zero(4), "X");

    private static List<Command> keyCommands() {
        return List.of(
                new GenerateKey(KeyType.AES_128),
                new StoreTransportKey(3, Suite.AES_128, 2, Kcv.NONE),
                new StoreKey(Units.entry(9, KeyType.AES_128, 1, false, Units.TA128)),
                new StoreBackupKey(Kcv.NONE),
                new Clear(new KeyPlace.TransportKeySlot(1)),
                new Allow(1, 3),
                new PutExportsLeft(3, 1),
                new PutLocks(Set.of()),
                new ExportSealed(new KeyPlace.ApplicationKey(3)));
    }

    private static AsIdentity identity(ReferenceAs as) throws CardFailure {
        return AsIdentity.decode(Bytes.of(send(as, GetData.asIdentity()).data()));
    }

    private static AsProtection protection(ReferenceAs as) throws CardFailure {
        return AsProtection.decode(Bytes.of(send(as, GetData.asProtection()).data()));
    }

    private static void verify(ReferenceAs as, PinReference who) throws CardFailure {
        ok(as, new Verify(who, pin(who)));
    }

    private static ReferenceAs blankWithPins() throws CardFailure {
        ReferenceAs as = new ReferenceAs();
        ok(as, new PutPin(OPERATOR, pin(OPERATOR)));
        ok(as, new PutPin(ADMINISTRATOR, pin(ADMINISTRATOR)));
        verify(as, ADMINISTRATOR);
        ok(as, new PutPin(CUSTODIAN, pin(CUSTODIAN)));
        as.reset();
        return as;
    }

    @Test
    void pinIsBlockedAfterThreeAndSetAgainByTheAdministrator() throws CardFailure {
        ReferenceAs as = Units.as();
        verify(as, ADMINISTRATOR);
        Verify wrong = new Verify(OPERATOR, pin("0000"));
        assertSw(0x63C2, as, wrong);
        assertSw(0x63C2, as, Verify.status(OPERATOR));
        assertSw(0x6700, as, new CommandApdu(0x00, 0x20, 0, 0x80, new byte[8], false));
        assertSw(0x6700, as, new CommandApdu(0x00, 0x20, 0, 0x80, new byte[7], false));
        assertSw(0x63C1, as, wrong);
        assertSw(0x63C0, as, ChangePin.of(OPERATOR, pin("0000"), pin("1111")));
        assertSw(0x6983, as, new Verify(OPERATOR, pin(OPERATOR)));
        assertSw(0x6983, as, Verify.status(OPERATOR));
        assertSw(0x9000, as, Verify.status(ADMINISTRATOR));
        ok(as, new ResetRetryCounter(pin("2222")));
        assertSw(0x63C3, as, Verify.status(OPERATOR));
        ok(as, new Verify(OPERATOR, pin("2222")));
        ok(as, ChangePin.of(OPERATOR, pin("2222"), pin("33333333")));
        assertSw(0x63C3, as, Verify.status(OPERATOR));
        as.deselect();
        assertSw(0x6982, as, new ResetRetryCounter(pin("2222")));
        verify(as, CUSTODIAN);
        assertSw(0x6982, as, new ResetRetryCounter(pin("2222")));
        assertSw(0x6A86, as, new CommandApdu(0x00, 0x20, 0, 0x83, new byte[8], false));
        assertSw(0x6A86, as, new CommandApdu(0x00, 0x2C, 2, 0x81, new byte[8], false));
    }

    /** Otherwise whoever takes a blank AS that has its PINs gives it another identity and a PIN of his own. */
    @Test
    void inBlankEveryPinThatIsSetIsAskedFor() throws CardFailure {
        ReferenceAs as = new ReferenceAs();
        assertSw(0x6985, as, Verify.status(CUSTODIAN));
        assertSw(0x6985, as, new ResetRetryCounter(pin("2222")));
        assertSw(0x6985, as, ChangePin.of(ADMINISTRATOR, pin("0000"), pin("1111")));
        ok(as, IDENTITY);
        ok(as, new PutPin(ADMINISTRATOR, pin(ADMINISTRATOR)));
        assertSw(0x6982, as, IDENTITY);
        assertSw(0x6982, as, new PutPin(OPERATOR, pin("1111")));
        assertSw(0x6982, as, new PutPin(ADMINISTRATOR, pin("1111")));
        verify(as, ADMINISTRATOR);
        assertSw(0x6986, as, new PutPin(ADMINISTRATOR, pin("1111")));
        ok(as, new PutPin(OPERATOR, pin(OPERATOR)));
        ok(as, new PutPin(CUSTODIAN, pin(CUSTODIAN)));
        assertSw(0x6982, as, IDENTITY);
        verify(as, CUSTODIAN);
        ok(as, IDENTITY);
        assertSw(0x6A86, as, new CommandApdu(0x80, 0xDA, 0, 0x83, new byte[8], false));
        assertSw(0x6A86, as, new CommandApdu(0x80, 0xDA, 2, 1, new byte[8], false));
    }

    @Test
    void aBlankAsBeginsToLoadWithIdentityThreePinsAndDualControlOnly() throws CardFailure {
        SetState start = new SetState(LifeCycleState.LOADING);
        assertSw(0x6985, new ReferenceAs(), start);
        ReferenceAs as = blankWithPins();
        assertSw(0x6985, as, start);
        verify(as, ADMINISTRATOR);
        verify(as, CUSTODIAN);
        ok(as, IDENTITY);
        as.reset();
        assertSw(0x6982, as, start);
        verify(as, ADMINISTRATOR);
        assertSw(0x6982, as, start);
        verify(as, CUSTODIAN);
        ok(as, start);
        assertSw(0x6985, as, start);
        assertSw(0x6985, as, new SetState(LifeCycleState.BLANK));
        assertSw(0x6985, as, new SetState(LifeCycleState.OPERATIONAL));
        assertSw(0x6A86, as, new CommandApdu(0x80, 0xF0, 0, 2, new byte[0], false));
    }

    /** Nobody alone, and the operator with neither of them, touches keys; in BLANK and OPERATIONAL nobody does. */
    @ParameterizedTest
    @EnumSource(PinReference.class)
    void keysAreTouchedInLoadingUnderDualControlOnly(PinReference missing) throws CardFailure {
        ReferenceAs loading = Units.loadingAs();
        loading.reset();
        for (PinReference who : PinReference.values()) {
            if (who != missing) {
                verify(loading, who);
            }
        }
        boolean dual = missing == OPERATOR;
        for (Command command : keyCommands()) {
            int sw = loading.transmit(command.toApdu()).sw();
            boolean refused = sw == 0x6982;
            assertEquals(!dual || command instanceof ExportSealed, refused, command.name());
        }
        ReferenceAs blank = blankWithPins();
        ReferenceAs operational = Units.as();
        for (ReferenceAs as : List.of(blank, operational)) {
            verify(as, ADMINISTRATOR);
            verify(as, CUSTODIAN);
            for (Command command : keyCommands()) {
                assertSw(0x6985, as, command);
            }
        }
        assertSw(0x6985, operational, IDENTITY);
        assertSw(0x6985, operational, new PutPin(OPERATOR, pin("1111")));
    }

    @Test
    void theWayBackToLoadingIsOpenToBothTogetherAndIsCounted() throws CardFailure {
        ReferenceAs as = Units.as();
        assertSw(0x6982, as, new SetState(LifeCycleState.LOADING));
        verify(as, ADMINISTRATOR);
        assertSw(0x6982, as, new SetState(LifeCycleState.LOADING));
        verify(as, CUSTODIAN);
        assertEquals(0, identity(as).acts());
        ok(as, new SetState(LifeCycleState.LOADING));
        assertEquals(1, identity(as).acts());
        assertSw(0x6986, as, IDENTITY);
        assertEquals(1, identity(as).acts());
        assertSw(0x9000, as, Verify.status(ADMINISTRATOR));
    }

    @Test
    void everyStepAfterTheFirstOperationalIsCountedAndNoRefusedOne() throws CardFailure {
        ReferenceAs as = Units.as();
        Units.dualControl(as);
        ok(as, new ResetRetryCounter(pin(OPERATOR)));
        ok(as, new SetState(LifeCycleState.LOADING));
        int acts = 2;
        assertEquals(acts, identity(as).acts());
        ok(as, new ResetRetryCounter(pin(OPERATOR)));
        assertEquals(acts, identity(as).acts());
        Units.load(as, Units.T128);
        for (Command act : List.of(
                new PutPin(OPERATOR, pin(OPERATOR)),
                new PutLocks(Set.of()),
                new StoreTransportKey(3, Suite.AES_128, 2, Units.kcv(Units.T128)),
                new StoreKey(Units.entry(9, KeyType.AES_128, 1, false, Units.T128)),
                new Allow(3, 9),
                new PutExportsLeft(9, 1),
                new Clear(new KeyPlace.ApplicationKey(9)))) {
            ok(as, act);
            acts++;
            assertEquals(acts, identity(as).acts(), act.name());
        }
        assertSw(0x6A88, as, new Clear(new KeyPlace.ApplicationKey(9)));
        assertSw(0x6A88, as, new Allow(4, 3));
        assertEquals(acts, identity(as).acts());
        ok(as, new SetState(LifeCycleState.OPERATIONAL));
        assertEquals(acts + 1, identity(as).acts());
    }

    @Test
    void whenActsAreUsedUpNothingThatWouldCountIsDone() throws CardFailure {
        ReferenceAsMemory memory = new ReferenceAsMemory();
        ReferenceAs as = new ReferenceAs(memory, new SecureRandom(), Optional.empty());
        Units.personalize(as);
        memory.acts = 0xFFFF;
        Units.load(as, Units.T128);
        Collection<Command> counted = List.of(
                new PutPin(OPERATOR, pin(OPERATOR)),
                new PutLocks(Set.of(Lock.ALLOW)),
                new StoreTransportKey(3, Suite.AES_128, 2, Units.kcv(Units.T128)),
                new StoreKey(Units.entry(9, KeyType.AES_128, 1, false, Units.T128)),
                new Clear(new KeyPlace.ApplicationKey(3)),
                new PutExportsLeft(3, 1),
                new Allow(1, 3),
                new SetState(LifeCycleState.OPERATIONAL));
        for (Command command : counted) {
            assertSw(0x6986, as, command);
        }
        ok(as, new ResetRetryCounter(pin(OPERATOR)));
        memory.state = LifeCycleState.OPERATIONAL;
        assertSw(0x6986, as, new ResetRetryCounter(pin(OPERATOR)));
        assertSw(0x6986, as, new SetState(LifeCycleState.LOADING));
    }

    @Test
    void operationalAndTerminatedEndEveryVerification() throws CardFailure {
        ReferenceAs as = Units.loadingAs();
        verify(as, OPERATOR);
        ok(as, new SetState(LifeCycleState.OPERATIONAL));
        for (PinReference who : PinReference.values()) {
            assertSw(0x63C3, as, Verify.status(who));
        }
    }

    @ParameterizedTest
    @EnumSource(PinReference.class)
    void anAsIsEndedByAdministratorOrCustodianAndHoldsNothingSecretThen(PinReference who) throws CardFailure {
        ReferenceAsMemory memory = new ReferenceAsMemory();
        ReferenceAs as = new ReferenceAs(memory, new SecureRandom(), Optional.empty());
        Units.personalize(as);
        Units.open(as);
        as.reset();
        verify(as, who);
        if (who == OPERATOR) {
            assertSw(0x6982, as, new SetState(LifeCycleState.TERMINATED));
            return;
        }
        AsIdentity before = identity(as);
        ok(as, new SetState(LifeCycleState.TERMINATED));
        memory.slots.values().forEach(held -> assertEquals(true, held.t().key().isDestroyed()));
        memory.keys.values().forEach(key -> assertEquals(true, key.key().isDestroyed()));
        AsIdentity after = identity(as);
        assertEquals(before.slots(), after.slots());
        assertEquals(0, after.operatorTriesLeft() + after.administratorTriesLeft() + after.custodianTriesLeft());
        assertEquals(Set.of(), protection(as).pinsSet());
        assertSw(0x9000, as, GetData.keyDirectory(0));
        for (Command command : keyCommands()) {
            assertSw(0x6985, as, command);
        }
        assertSw(0x6985, as, new Verify(who, pin(who)));
        assertSw(0x6985, as, new SetState(LifeCycleState.LOADING));
        assertSw(0x6985, as, new CommandApdu(0x80, 0x54, 9, 9, new byte[36], true));
        assertSw(0x6700, as, new CommandApdu(0x80, 0x54, 9, 9, new byte[35], true));
        assertSw(0x6985, as, new CommandApdu(0x80, 0x58, 9, 9, new byte[72], true));
        assertSw(0x6D00, as, new CommandApdu(0x80, 0x52, 0, 0, new byte[0], true));
    }

    @Test
    void aBlankAsWithoutPinsIsEndedByAnybodyAndOneWithPinsIsNot() throws CardFailure {
        ok(new ReferenceAs(), new SetState(LifeCycleState.TERMINATED));
        ReferenceAs as = blankWithPins();
        assertSw(0x6982, as, new SetState(LifeCycleState.TERMINATED));
        verify(as, CUSTODIAN);
        ok(as, new SetState(LifeCycleState.TERMINATED));
    }

    @Test
    void protectionShowsLocksPinsAndOrigins() throws CardFailure {
        ReferenceAs as = Units.loadingAs();
        ok(as, new PutLocks(Set.of(Lock.ALLOW)));
        ok(as, new PutLocks(Set.of()));
        assertSw(0x6A80, as, new CommandApdu(0x80, 0xDA, 1, 3, new byte[] {4}, false));
        Kcv drawn = new Kcv(Bytes.of(send(as, new GenerateKey(KeyType.AES_128)).data()));
        ok(as, new StoreTransportKey(4, Suite.AES_128, 2, drawn));
        assertEquals(
                "0107000000000101" + "0002",
                Bytes.of(send(as, GetData.asProtection()).data()).hex());
        assertFalse(protection(as).personalizationKey());
        assertSw(0x6700, as, new CommandApdu(0x80, 0xCA, 1, 3, new byte[1], true));
    }
}
