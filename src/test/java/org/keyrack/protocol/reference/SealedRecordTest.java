package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.pin;
import static org.keyrack.protocol.reference.Units.send;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.ExportSealed;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportSealed;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.PutLocks;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.Verify;

/** A second AS from the first, under a KBK that both have (protocol.md, Personalization). */
class SealedRecordTest {
    private static final Bytes KBK = Bytes.ofHex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
    private static final ExportSealed T_OF_1 = new ExportSealed(new KeyPlace.TransportKeySlot(1));
    private static final ExportSealed TA_3 = new ExportSealed(new KeyPlace.ApplicationKey(3));

    private ReferenceAs first;
    private ReferenceAs second;

    @BeforeEach
    void load() throws CardFailure {
        first = loading(1);
        second = loading(2);
        storeKbk(first);
        storeKbk(second);
        Units.storeT(first, 1, Suite.AES_128, 1, Units.T128);
        Units.storeTa(first, Units.entry(3, KeyType.AES_128, 2, false, Units.TA128), Units.TA128);
        ok(first, new Verify(PinReference.OPERATOR, pin(PinReference.OPERATOR)));
    }

    /** In LOADING under dual control, and empty. */
    private static ReferenceAs loading(int id) throws CardFailure {
        ReferenceAs as = new ReferenceAs(new ReferenceAsMemory(), new Random(id), Optional.empty());
        ok(as, new PutAsIdentity(Bytes.ofHex("0000000" + id), ""));
        for (PinReference who : PinReference.values()) {
            ok(as, new PutPin(who, pin(who)));
            if (who != PinReference.OPERATOR) {
                ok(as, new Verify(who, pin(who)));
            }
        }
        ok(as, new SetState(LifeCycleState.LOADING));
        return as;
    }

    private static void storeKbk(ReferenceAs as) throws CardFailure {
        Units.load(as, KBK);
        ok(as, new StoreBackupKey(Units.kcv(KBK)));
    }

    private SealedRecord export(ExportSealed command) throws CardFailure {
        return SealedRecord.decode(Bytes.of(send(first, command).data()));
    }

    private static KeyDirectoryEntry entry(ReferenceAs as) throws CardFailure {
        return KeyDirectoryEntry.decodePage(
                        Bytes.of(send(as, GetData.keyDirectory(0)).data()))
                .get(0);
    }

    @Test
    void transportKeyThenKeyMakeASecondAsThatServesTheSameSet() throws CardFailure {
        assertEquals(57, export(T_OF_1).encode().length());
        assertEquals(145, export(TA_3).encode().length());
        ok(second, new ImportSealed(export(T_OF_1)));
        ok(second, new ImportSealed(export(TA_3)));
        assertEquals(Set.of(2, 3, 4), entry(second).barredSlots());
        assertEquals(0, entry(second).exportsLeft());
        AsProtection protection = AsProtection.decode(
                Bytes.of(send(second, GetData.asProtection()).data()));
        assertEquals(
                new AsProtection.Slot(Optional.of(AsProtection.Origin.SEALED_RECORD), false),
                protection.slots().get(0));
        ok(second, new PutExportsLeft(3, 1));
        Units.open(second);
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Units.importKey(ei, Units.export(second, Units.initiate(ei), 3, 5), false);
        assertEquals(true, ei.holds(5, Units.TA128.toArray()));
    }

    /** Otherwise whoever has a second card puts a T of his own there and takes the keys in after it. */
    @Test
    void aKeyThatMeetsAnotherTransportKeyIsBarredForEverySlot() throws CardFailure {
        Units.storeT(second, 1, Suite.AES_128, 1, Units.TA128);
        ok(second, new ImportSealed(export(TA_3)));
        assertEquals(Set.of(1, 2, 3, 4), entry(second).barredSlots());
    }

    @Test
    void exportChecksInOrder() throws CardFailure {
        assertSw(0x6A86, first, new CommandApdu(0x80, 0x4C, 3, 0, new byte[0], true));
        assertSw(0x6A86, first, new CommandApdu(0x80, 0x4C, 1, 5, new byte[0], true));
        assertSw(0x6700, first, new CommandApdu(0x80, 0x4C, 2, 0, new byte[1], true));
        assertSw(0x6A88, first, new ExportSealed(new KeyPlace.TransportKeySlot(2)));
        assertSw(0x6A88, first, new ExportSealed(new KeyPlace.ApplicationKey(9)));
        storeKbk(first);
        assertSw(0x6986, first, T_OF_1);
        assertSw(0x6986, first, TA_3);
        ok(first, new Clear(new KeyPlace.BackupKey()));
        assertSw(0x6A88, first, TA_3);
    }

    @Test
    void aLockOnSealingStopsItAndEveryLockTravelsWithTheRecord() throws CardFailure {
        ok(first, new PutLocks(Set.of(Lock.ALLOW)));
        SealedRecord record = export(TA_3);
        assertSw(0x6986, second, new ImportSealed(record));
        ok(second, new PutLocks(Set.of(Lock.ALLOW)));
        ok(second, new ImportSealed(record));
        ok(first, new PutLocks(Set.of(Lock.EXPORT_SEALED)));
        assertSw(0x6986, first, TA_3);
    }

    @Test
    void importChecksInOrderAndNothingIsOverwritten() throws CardFailure {
        byte[] record = export(TA_3).encode().toArray();
        assertSw(0x6A86, second, new CommandApdu(0x80, 0x4E, 1, 0, record, false));
        assertSw(0x6700, second, new CommandApdu(0x80, 0x4E, 0, 0, new byte[144], false));
        byte[] ofOtherKind = record.clone();
        ofOtherKind[1] = 2;
        assertSw(0x6A80, second, new CommandApdu(0x80, 0x4E, 0, 0, ofOtherKind, false));
        for (int bit = 8 * 2; bit < 8 * record.length; bit++) {
            byte[] altered = record.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertSw(0x6988, second, new CommandApdu(0x80, 0x4E, 0, 0, altered, false));
        }
        ok(second, new CommandApdu(0x80, 0x4E, 0, 0, record, false));
        assertSw(0x6986, second, new CommandApdu(0x80, 0x4E, 0, 0, record, false));
        ok(second, new Clear(new KeyPlace.BackupKey()));
        assertSw(0x6A88, second, new CommandApdu(0x80, 0x4E, 0, 0, record, false));
        Units.load(second, Units.T256);
        ok(second, new StoreBackupKey(Units.kcv(Units.T256)));
        assertSw(0x6988, second, new CommandApdu(0x80, 0x4E, 0, 0, record, false));
    }

    private static void ok(ReferenceAs as, CommandApdu apdu) throws CardFailure {
        assertSw(0x9000, as, apdu);
    }

    private static void ok(ReferenceAs as, org.keyrack.protocol.command.Command command) throws CardFailure {
        Units.ok(as, command);
    }
}
