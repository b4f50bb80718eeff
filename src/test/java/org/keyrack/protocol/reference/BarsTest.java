package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.send;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.PutLocks;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.command.StoreTransportKey;

/** Keys come into an AS, and leave it only under keys that were in it before (protocol.md, Roles and Personalization). */
class BarsTest {
    private ReferenceAs as;

    /** An AS in LOADING with T in slots 1 and 2 and four TA, 3 to 6, that leave under both. */
    @BeforeEach
    void load() throws CardFailure {
        as = Units.loadingAs();
    }

    private static CommandApdu apdu(int ins, int p1, int p2, int length) {
        return new CommandApdu(0x80, ins, p1, p2, new byte[length], true);
    }

    private KeyDirectoryEntry entry(int ref1) throws CardFailure {
        return KeyDirectoryEntry.decodePage(
                        Bytes.of(send(as, GetData.keyDirectory(0)).data()))
                .stream()
                .filter(entry -> entry.ref1() == ref1)
                .findFirst()
                .orElseThrow();
    }

    private Kcv draw(KeyType type) throws CardFailure {
        return new Kcv(Bytes.of(send(as, new GenerateKey(type)).data()));
    }

    @Test
    void aNewTransportKeyBarsItsSlotForEveryKeyThatIsThere() throws CardFailure {
        assertEquals(Set.of(), entry(3).barredSlots());
        Units.storeT(as, 3, Suite.AES_128, 1, Units.TA128);
        Units.storeT(as, 1, Suite.AES_128, 9, Units.TA128);
        for (int ref1 = 3; ref1 <= 6; ref1++) {
            assertEquals(Set.of(1, 3), entry(ref1).barredSlots());
        }
        Units.storeTa(as, Units.entry(9, KeyType.AES_128, 1, false, Units.TA128), Units.TA128);
        assertEquals(Set.of(), entry(9).barredSlots());
    }

    @Test
    void aBarIsLiftedByAllowUntilTheLockAndByStoringTheKeyAgain() throws CardFailure {
        Units.storeT(as, 3, Suite.AES_128, 1, Units.TA128);
        assertSw(0x6A86, as, apdu(0x48, 0, 0, 2));
        assertSw(0x6A86, as, apdu(0x48, 1, 1, 2));
        assertSw(0x6700, as, apdu(0x48, 1, 0, 1));
        assertSw(0x6A88, as, new Allow(4, 3));
        assertSw(0x6A88, as, new Allow(3, 99));
        ok(as, new Allow(3, 3));
        assertEquals(Set.of(), entry(3).barredSlots());
        ok(as, new PutLocks(Set.of(Lock.ALLOW)));
        assertSw(0x6A88, as, new Allow(3, 99));
        assertSw(0x6986, as, new Allow(3, 4));
        assertEquals(Set.of(3), entry(4).barredSlots());
        Units.storeTa(as, Units.entry(4, KeyType.AES_256, 2, false, Units.TA256), Units.TA256);
        assertEquals(Set.of(), entry(4).barredSlots());
    }

    /** A slot that is emptied is no way around its bars. */
    @Test
    void clearingATransportKeyLeavesTheBars() throws CardFailure {
        Units.storeT(as, 3, Suite.AES_128, 1, Units.TA128);
        ok(as, new Clear(new KeyPlace.TransportKeySlot(3)));
        assertEquals(Set.of(3), entry(3).barredSlots());
        assertSw(0x6A88, as, new Clear(new KeyPlace.TransportKeySlot(3)));
        ok(as, new Clear(new KeyPlace.ApplicationKey(3)));
        assertSw(0x6A88, as, new Clear(new KeyPlace.ApplicationKey(3)));
        assertSw(0x6A88, as, new Clear(new KeyPlace.BackupKey()));
        for (int[] p1p2 : new int[][] {{0, 0}, {1, 0}, {1, 5}, {2, 1}, {3, 1}, {4, 0}}) {
            assertSw(0x6A86, as, apdu(0xE4, p1p2[0], p1p2[1], 2));
        }
        assertSw(0x6700, as, apdu(0xE4, 2, 0, 0));
        assertSw(0x6700, as, apdu(0xE4, 1, 1, 2));
    }

    @Test
    void aSuccessorTakesOverTheBarsOfItsPredecessorKeyByKeyAndLeavesUnderItAlone() throws CardFailure {
        Units.storeT(as, 3, Suite.AES_128, 1, Units.TA128);
        ok(as, new Allow(3, 3));
        Kcv drawn = draw(KeyType.AES_128);
        ok(as, new StoreSuccessor(4, 3, Suite.AES_128, 7, drawn, 0x77, "NEXT T", 15));
        assertEquals(Set.of(), entry(3).barredSlots());
        for (int ref1 = 4; ref1 <= 6; ref1++) {
            assertEquals(Set.of(3, 4), entry(ref1).barredSlots());
        }
        KeyDirectoryEntry transport = entry(0x77);
        assertEquals(Set.of(1, 2, 4), transport.barredSlots());
        assertEquals(0xBA, transport.attributes().encode());
        assertEquals(7, transport.keyVersion());
        assertEquals(0, transport.appId());
        assertEquals(15, transport.exportsLeft());
        assertEquals(drawn, transport.kcv());
        assertEquals(KeyType.AES_128, transport.keyType());
        assertSw(0x6A80, as, new StoreTransportKey(2, Suite.AES_128, 7, drawn));
    }

    /** A key that came by components, or that was stored elsewhere before, could be known to somebody. */
    @Test
    void onlyAKeyJustDrawnBecomesASuccessor() throws CardFailure {
        assertSw(0x6A86, as, apdu(0xDC, 1, 1, 27));
        assertSw(0x6A86, as, apdu(0xDC, 1, 5, 27));
        assertSw(0x6A86, as, apdu(0xDC, 0, 1, 27));
        assertSw(0x6700, as, apdu(0xDC, 2, 1, 5));
        assertSw(0x6A81, as, apdu(0xDC, 2, 1, 27));
        Units.load(as, Units.TA128);
        assertSw(0x6A80, as, new StoreSuccessor(3, 1, Suite.AES_128, 2, Units.kcv(Units.TA128), 9, "", 1));
        Kcv drawn = draw(KeyType.AES_128);
        assertSw(0x6A88, as, new StoreSuccessor(3, 4, Suite.AES_128, 2, drawn, 9, "", 1));
        assertSw(0x6A88, as, new StoreSuccessor(3, 2, Suite.AES_128, 2, drawn, 9, "", 1));
        assertSw(0x6A80, as, new StoreSuccessor(3, 1, Suite.AES_256, 2, drawn, 9, "", 1));
        ok(as, new StoreKey(drawnEntry(8, drawn)));
        assertSw(0x6A80, as, new StoreSuccessor(3, 1, Suite.AES_128, 2, drawn, 9, "", 1));
    }

    private static KeyDirectoryEntry drawnEntry(int ref1, Kcv kcv) {
        return new KeyDirectoryEntry(ref1, "", 1, KeyType.AES_128, 1, false, false, Set.of(), kcv, 5);
    }

    @Test
    void theCardSaysWhichKeysItDrewAndTheHostCannot() throws CardFailure {
        Kcv drawn = draw(KeyType.AES_128);
        byte[] claimed = drawnEntry(8, drawn).encode().toArray();
        claimed[22] |= 0x08;
        assertSw(0x6A80, as, new CommandApdu(0x80, 0xDE, 0, 0, claimed, false));
        ok(as, new StoreKey(drawnEntry(8, drawn)));
        assertTrue(entry(8).attributes().drawnOnCard());
        Units.storeTa(as, Units.entry(8, KeyType.AES_128, 2, false, Units.TA128), Units.TA128);
        assertFalse(entry(8).attributes().drawnOnCard());
    }

    @Test
    void aBackupKeyBarsEveryKeyThatIsThereFromSealingAndComesByComponents() throws CardFailure {
        Kcv drawn = draw(KeyType.AES_256);
        assertSw(0x6A80, as, new StoreBackupKey(drawn));
        Units.load(as, Units.T128);
        assertSw(0x6A80, as, new StoreBackupKey(Units.kcv(Units.T128)));
        Units.load(as, Units.T256);
        assertSw(0x6A80, as, new StoreBackupKey(Kcv.NONE));
        ok(as, new StoreBackupKey(Units.kcv(Units.T256)));
        assertSw(0x6A80, as, new StoreBackupKey(Units.kcv(Units.T256)));
        assertTrue(entry(3).attributes().barredFromSealing());
        assertEquals(
                "818100" + "00",
                Bytes.of(send(as, GetData.asProtection()).data()).slice(6, 10).hex());
        Units.storeTa(as, Units.entry(3, KeyType.AES_128, 2, false, Units.TA128), Units.TA128);
        assertFalse(entry(3).attributes().barredFromSealing());
        Kcv next = draw(KeyType.AES_128);
        ok(as, new StoreSuccessor(4, 1, Suite.AES_128, 7, next, 0x77, "", 15));
        assertTrue(entry(0x77).attributes().barredFromSealing());
        assertEquals(0x82, send(as, GetData.asProtection()).data()[9] & 0xFF);
    }

    @Test
    void exportsLeftTakeThePlaceOfTheOldFigure() throws CardFailure {
        ok(as, new PutExportsLeft(3, 7));
        assertEquals(7, entry(3).exportsLeft());
        assertSw(0x6A88, as, new PutExportsLeft(99, 7));
    }

    @Test
    void componentsAndKcvsThatDoNotFitAreRefusedAndChangeNothing() throws CardFailure {
        byte[] one = new byte[16];
        Arrays.fill(one, (byte) 0x5A);
        Kcv kcv = Units.kcv(Bytes.of(one));
        byte[] other = Units.TA128.toArray();
        for (int i = 0; i < other.length; i++) {
            other[i] ^= 0x5A;
        }
        assertSw(0x6A80, as, LoadComponent.of(true, one, Kcv.NONE));
        assertSw(0x6700, as, apdu(0xD8, 0, 0, 20));
        assertSw(0x6A86, as, apdu(0xD8, 2, 0, 19));
        ok(as, LoadComponent.of(true, one, kcv));
        assertSw(0x6A80, as, new StoreTransportKey(3, Suite.AES_128, 2, kcv));
        assertSw(0x6A80, as, LoadComponent.of(true, new byte[16], Units.kcv(Bytes.zero(16))));
        assertSw(0x6A80, as, LoadComponent.of(false, one, kcv));
        assertSw(0x6A80, as, LoadComponent.of(false, Units.TA256.toArray(), Units.kcv(Units.TA256)));
        ok(as, LoadComponent.of(false, other, Units.kcv(Bytes.of(other))));
        assertSw(0x6A80, as, new StoreTransportKey(1, Suite.AES_128, 2, Kcv.NONE));
        assertSw(0x6A80, as, new StoreTransportKey(1, Suite.AES_256, 2, Units.kcv(Units.TA128)));
        assertSw(0x6A81, as, apdu(0xDC, 1, 0, 5));
        assertSw(0x6A86, as, apdu(0xDC, 5, 0, 5));
        assertSw(0x6A80, as, new CommandApdu(0x80, 0xDC, 1, 0, new byte[] {1, (byte) 0xFF, 0, 0, 0}, false));
        ok(as, new StoreTransportKey(3, Suite.AES_128, 2, Units.kcv(Units.TA128)));
        ok(as, new StoreKey(Units.entry(3, KeyType.AES_128, 3, false, Units.TA128)));
        assertSw(0x6A80, as, LoadComponent.of(false, one, Kcv.NONE));
        ok(as, new StoreKey(Units.entry(3, KeyType.AES_128, 4, false, Units.TA128)));
        draw(KeyType.AES_128);
        assertSw(0x6A80, as, LoadComponent.of(false, one, kcv));
        as.reset();
        Units.dualControl(as);
        assertSw(0x6A80, as, new StoreKey(Units.entry(3, KeyType.AES_128, 3, false, Units.TA128)));
        assertSw(0x6A86, as, apdu(0x46, 3, 0, 0));
        assertSw(0x6A80, as, apdu(0xDE, 0, 0, 30));
    }

    @Test
    void aTransportEntryHasNoApplicationNoDiversificationAndRoomForANewerOne() throws CardFailure {
        Units.load(as, Units.TA128);
        KeyDirectoryEntry right = new KeyDirectoryEntry(
                9, "", 0, KeyType.AES_128, 0xFE, false, true, Set.of(), Units.kcv(Units.TA128), 5);
        for (List<Integer> change : List.of(List.of(19, 1), List.of(21, 0xFF), List.of(22, 0x03))) {
            byte[] entry = right.encode().toArray();
            entry[change.get(0)] = (byte) (int) change.get(1);
            assertSw(0x6A80, as, new CommandApdu(0x80, 0xDE, 0, 0, entry, false));
        }
        ok(as, new StoreKey(right));
    }
}
