package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.export;
import static org.keyrack.protocol.reference.Units.importKey;
import static org.keyrack.protocol.reference.Units.initiate;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.pin;
import static org.keyrack.protocol.reference.Units.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.SelectApplet;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.command.VerifyReceipt;

/** Every status word of every command of the AS, and the order of its checks (protocol.md). */
class AsChecksTest {
    private static CommandApdu apdu(int cla, int ins, int p1, int p2, int length) {
        return new CommandApdu(cla, ins, p1, p2, new byte[length], true);
    }

    private static Initiation initiation() throws CardFailure {
        return initiate(Units.ei(Suite.AES_128, Units.SN));
    }

    private static ExportKey to(Initiation from, Suite suite, int slot, int ref1, int ref2) {
        return new ExportKey(suite, slot, from.sn(), ref1, ref2, from.r(), from.p());
    }

    private static void storeLimited(ReferenceAs as, int ref1, Set<Integer> barred, long exports) throws CardFailure {
        Units.storeTa(
                as,
                new KeyDirectoryEntry(
                        ref1, "", 0x0101, KeyType.AES_128, 2, false, false, barred, Units.kcv(Units.TA128), exports),
                Units.TA128);
    }

    @Test
    void classInstructionAndForeignAidAreAnsweredFirst() throws CardFailure {
        ReferenceAs as = Units.as();
        assertSw(0x6E00, as, apdu(0x90, 0x54, 0, 0, 0));
        assertSw(0x6D00, as, apdu(0x80, 0x52, 0, 0, 0));
        assertSw(0x6D00, as, apdu(0x00, 0x54, 0, 0, 0));
        assertSw(0x6A82, as, new SelectApplet(Role.EI));
        assertSw(0x6A86, as, apdu(0x00, 0xA4, 0, 0, 8));
        assertSw(0x9000, as, new SelectApplet(Role.AS));
    }

    @Test
    void exportKeyChecksInTheOrderOfTheProtocol() throws CardFailure {
        ReferenceAs as = Units.loadingAs();
        storeLimited(as, 7, Set.of(1), KeyDirectoryEntry.NO_LIMIT);
        storeLimited(as, 8, Set.of(), 1);
        storeLimited(as, 9, Set.of(), 0);
        Initiation from = initiation();
        assertSw(0x6700, as, apdu(0x80, 0x54, 9, 9, 35));
        assertSw(0x6982, as, apdu(0x80, 0x54, 9, 9, 36));
        ok(as, new Verify(PinReference.OPERATOR, pin("123456")));
        assertSw(0x6985, as, apdu(0x80, 0x54, 9, 9, 36));
        Units.open(as);
        assertSw(0x6A81, as, apdu(0x80, 0x54, 9, 9, 36));
        assertSw(0x6A88, as, to(from, Suite.AES_128, 2, 3, 5));
        assertSw(0x6A88, as, to(from, Suite.AES_128, 4, 3, 5));
        assertSw(0x6A88, as, to(from, Suite.AES_128, 1, 99, 5));
        assertSw(0x6A80, as, to(from, Suite.AES_128, 1, 7, 0));
        assertSw(0x6986, as, to(from, Suite.AES_128, 1, 7, 5));
        assertSw(0x6986, as, to(from, Suite.AES_128, 1, 9, 5));
        Bytes wrong = Bytes.zero(8);
        assertSw(0x6300, as, new ExportKey(Suite.AES_128, 1, from.sn(), 8, 5, from.r(), wrong));
        assertSw(0x9000, as, to(from, Suite.AES_128, 1, 8, 5));
        assertSw(0x6986, as, to(from, Suite.AES_128, 1, 8, 5));
    }

    @Test
    void exportStopsAtTheEndOfTheCounter() throws CardFailure {
        ReferenceAsMemory memory = new ReferenceAsMemory();
        ReferenceAs as = new ReferenceAs(memory, new java.security.SecureRandom(), Optional.empty());
        Units.personalize(as);
        Units.open(as);
        memory.ctr = 0xFFFFFFFEL;
        Initiation from = initiation();
        assertEquals(0xFFFFFFFFL, export(as, from, 3, 5).header().ctr());
        assertSw(0x6986, as, Units.request(from, 3, 5));
    }

    @Test
    void verifyReceiptChecksInTheOrderOfTheProtocolAndTakesAnyPin() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Initiation from = initiate(ei);
        ExportedKey exported = export(as, from, 3, 5);
        ImportedKey imported = importKey(ei, exported, false);
        VerifyReceipt right = new VerifyReceipt(
                Suite.AES_128, 1, Units.SN, from.r(), exported.header(), exported.sas(), imported.receipt());
        for (PinReference anyOfTheThree : PinReference.values()) {
            as.reset();
            assertSw(0x6700, as, apdu(0x80, 0x58, 1, 1, 71));
            assertSw(0x6982, as, right);
            ok(as, new Verify(anyOfTheThree, Units.pin(anyOfTheThree)));
            assertSw(0x9000, as, right);
        }
        assertSw(0x6A81, as, apdu(0x80, 0x58, 3, 1, 72));
        assertSw(0x6A88, as, apdu(0x80, 0x58, 1, 1, 72));
        assertSw(0x6A88, as, apdu(0x80, 0x58, 1, 2, 72));
        for (int bit = 0; bit < 8 * 72; bit++) {
            byte[] altered = right.toApdu().data();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            int inHeader = bit / 8 - 24;
            assertSw(
                    inHeader == 1 || inHeader == 2 ? 0x6A88 : 0x6300,
                    as,
                    new CommandApdu(0x80, 0x58, 1, 1, altered, false));
        }
        assertSw(0x6985, Units.loadingAs(), right);
    }

    /** Whoever has modules of another set tries each of them once: sixteen, then the operator is asked again. */
    @Test
    void theSixteenthWrongProofEndsTheVerificationAndARightPinBeginsAnew() throws CardFailure {
        ReferenceAs as = Units.as();
        Initiation from = initiation();
        ExportKey wrong = new ExportKey(Suite.AES_128, 1, from.sn(), 3, 5, from.r(), Bytes.zero(8));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 16; i++) {
                assertSw(0x6300, as, wrong);
            }
            assertSw(0x6982, as, wrong);
            ok(as, new Verify(PinReference.OPERATOR, Units.pin(PinReference.OPERATOR)));
        }
        for (int i = 0; i < 15; i++) {
            assertSw(0x6300, as, wrong);
        }
        ok(as, new Verify(PinReference.OPERATOR, Units.pin(PinReference.OPERATOR)));
        assertSw(0x6300, as, wrong);
        assertSw(0x9000, as, Units.request(from, 3, 5));
    }

    @Test
    void keyDirectoryComesInPagesAndIsFullAfter255Keys() throws CardFailure {
        ReferenceAs as = Units.loadingAs();
        Units.load(as, Units.TA128);
        for (int ref1 = 7; ref1 < 7 + 251; ref1++) {
            ok(as, new StoreKey(Units.entry(ref1, KeyType.AES_128, 1, false, Units.TA128)));
        }
        assertSw(0x6A84, as, new StoreKey(Units.entry(999, KeyType.AES_128, 1, false, Units.TA128)));
        ok(as, new StoreKey(Units.entry(7, KeyType.AES_128, 2, false, Units.TA128)));
        List<KeyDirectoryEntry> all = new ArrayList<>();
        ResponseApdu answer;
        do {
            answer = send(as, GetData.keyDirectory(all.size()));
            all.addAll(KeyDirectoryEntry.decodePage(Bytes.of(answer.data())));
        } while (answer.sw() == 0x6310);
        assertEquals(0x9000, answer.sw());
        assertEquals(255, all.size());
        assertSw(0x6A88, as, GetData.keyDirectory(255));
        assertSw(0x6A88, as, new GetData(0x0203, Bytes.zero(2)));
        assertSw(0x6700, as, new GetData(0x0101, Bytes.zero(2)));
    }
}
