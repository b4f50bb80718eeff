package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.export;
import static org.keyrack.protocol.reference.Units.importKey;
import static org.keyrack.protocol.reference.Units.initiate;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.send;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.Receipts;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;

class DownloadTest {
    @ParameterizedTest
    @CsvSource({"AES_128,3", "AES_128,4", "AES_128,5", "AES_128,6", "AES_256,3", "AES_256,4", "AES_256,5", "AES_256,6"})
    void keyArrivesAndItsReceiptMatchesAtOnceAndInAnAudit(Suite suite, int ref1) throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(suite, Units.SN);
        Initiation initiation = initiate(ei);
        ExportedKey exported = export(as, initiation, ref1, 5);
        ImportedKey imported = importKey(ei, exported, true);
        assertTrue(Receipts.matches(exported.v(), imported.receipt()));
        assertTrue(imported.next().isPresent());

        Bytes ta = Units.ta(exported.header().keyType());
        try (SecretKeyBytes master = SecretKeyBytes.copyOf(ta.toArray());
                SecretKeyBytes delivered = ref1 >= 5 ? Diversification.of(master, Units.SN, 0x0101) : master.copy()) {
            assertTrue(ei.holds(5, delivered.toArray()));
        }
        LastDownload last =
                LastDownload.decode(Bytes.of(send(ei, GetData.lastDownload(5)).data()));
        assertEquals(new LastDownload(exported.header(), initiation.r(), exported.sas(), imported.receipt()), last);
        ok(
                as,
                new VerifyReceipt(
                        suite,
                        suite.code(),
                        Units.SN,
                        initiation.r(),
                        exported.header(),
                        exported.sas(),
                        imported.receipt()));
    }

    /** 10,000 random downloads, both suites, both key types, random units: both sides agree on every byte. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void sidesAgreeOnRandomDownloads(Suite suite) throws CardFailure {
        Random random = new Random(20261124);
        for (int i = 0; i < 5000; i++) {
            SecretKeyBytes t = random(random, suite.keyLength());
            KeyType type = random.nextBoolean() ? KeyType.AES_128 : KeyType.AES_256;
            SecretKeyBytes ta = random(random, type.length());
            SerialNumber sn = SerialNumber.of(randomBytes(random, 8));
            Bytes r = randomBytes(random, 16);
            Header header = new Header(
                    suite,
                    random.nextInt(256),
                    random.nextBoolean(),
                    false,
                    random.nextInt(0x10000),
                    1 + random.nextInt(0xFFFF),
                    random.nextInt(0x10000),
                    type,
                    1 + random.nextInt(255),
                    random.nextInt() & 0xFFFFFFFFL);
            ExportedKey sent =
                    ExportedKey.decode(Sealing.seal(t, header, sn, r, ta).encode());
            try (Sealing.Received received = Sealing.open(t, sent.header(), sn, r, sent.data())) {
                assertTrue(received.isIntact(sent.cas()));
                assertTrue(ta.matches(received.key().orElseThrow().toArray()));
                assertTrue(Receipts.matches(sent.v(), received.receipt()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void chainedDownloadsEachUseTheRandomOfTheOneBefore(Suite suite) throws CardFailure {
        ReferenceAs as = Units.as();
        for (int unit = 0; unit < 4; unit++) {
            ReferenceEi ei = Units.ei(suite, SerialNumber.of(Bytes.ofHex("000000000000000" + unit)));
            Initiation next = initiate(ei);
            for (int ref1 = 3; ref1 <= 6; ref1++) {
                ExportedKey exported = export(as, next, ref1, ref1 + 2);
                ImportedKey imported = importKey(ei, exported, true);
                assertTrue(Receipts.matches(exported.v(), imported.receipt()));
                next = imported.next().orElseThrow();
            }
        }
    }

    private static SecretKeyBytes random(Random random, int length) {
        return SecretKeyBytes.taking(randomBytes(random, length).toArray());
    }

    private static Bytes randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    @ParameterizedTest
    @CsvSource({"AES_128,3", "AES_128,4", "AES_256,4"})
    void everyBitOfImportKeyIsProtected(Suite suite, int ref1) throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(suite, Units.SN);
        Initiation initiation = initiate(ei);
        ExportedKey exported = export(as, initiation, ref1, 5);
        byte[] data = new ImportKey(exported, false).toApdu().data();
        for (int bit = 0; bit < 8 * data.length; bit++) {
            Initiation fresh = initiate(ei);
            ExportedKey next = export(as, fresh, ref1, 5);
            byte[] whole = new ImportKey(next, false).toApdu().data();
            whole[bit / 8] ^= (byte) (1 << (bit % 8));
            ResponseApdu answer = ei.transmit(new CommandApdu(0x80, 0x56, 0, 0, whole, true));
            assertFalse(answer.isSuccess(), "bit " + bit);
            assertEquals(0, answer.data().length);
        }
        assertFalse(ei.holds(5, Units.ta(exported.header().keyType()).toArray()));
        assertSw(0x6A88, ei, GetData.lastDownload(5));
    }

    @Test
    void replayedDownloadIsRefusedAndTheKeyStays() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        ExportedKey exported = export(as, initiate(ei), 3, 5);
        importKey(ei, exported, false);
        assertSw(0x6984, ei, new ImportKey(exported, false));
        initiate(ei);
        assertSw(0x6988, ei, new ImportKey(exported, false));
        assertTrue(ei.holds(5, Units.TA128.toArray()));
    }

    @Test
    void dataOfOneModuleIsRefusedByAnother() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi a = Units.ei(Suite.AES_128, Units.SN);
        ReferenceEi b = Units.ei(Suite.AES_128, SerialNumber.parse("0011223344556678"));
        ExportedKey exported = export(as, initiate(a), 3, 5);
        initiate(b);
        assertSw(0x6988, b, new ImportKey(exported, false));
        assertEquals(
                1,
                EiIdentity.decode(Bytes.of(send(b, GetData.eiIdentity()).data()))
                        .failures());
    }

    @Test
    void olderOrEqualVersionIsRefused() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        importKey(ei, export(as, initiate(ei), 3, 5), false);
        ExportedKey again = export(as, initiate(ei), 3, 5);
        assertSw(0x6986, ei, new ImportKey(again, false));
    }

    @Test
    void randomDiesAtResetDeselectAndFailure() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        ExportedKey exported = export(as, initiate(ei), 3, 5);
        ei.reset();
        assertSw(0x6984, ei, new ImportKey(exported, false));
        exported = export(as, initiate(ei), 3, 5);
        ei.deselect();
        assertSw(0x6984, ei, new ImportKey(exported, false));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void transportKeyIsReplacedByTheMethod(Suite suite) throws CardFailure {
        Bytes newT = suite == Suite.AES_128 ? Units.TA128 : Units.TA256;
        ReferenceAs as = Units.loadingAs();
        KeyDirectoryEntry entry = new KeyDirectoryEntry(
                9, "NEW T", 0, KeyType.ofSuite(suite), 2, false, true, Set.of(), Units.kcv(newT), 10);
        Units.storeTa(as, entry, newT);
        Units.storeT(as, 3, suite, 2, newT);
        ok(as, new Allow(3, 4));
        Units.open(as);
        ReferenceEi ei = Units.ei(suite, Units.SN);
        importKey(ei, export(as, initiate(ei), 3, 5), false);

        Initiation old = initiate(ei);
        assertSw(0x6A80, as, Units.request(old, 9, 5));
        assertSw(0x6A80, as, Units.request(old, 3, 0));
        ExportedKey exported = export(as, old, 9, 0);
        ImportedKey imported = importKey(ei, exported, true);
        assertTrue(Receipts.matches(exported.v(), imported.receipt()));
        Initiation next = imported.next().orElseThrow();
        assertEquals(2, next.tVersion());
        assertEquals(Units.kcv(newT), next.tKcv());
        assertTrue(ei.holds(5, Units.TA128.toArray()));
        assertSw(0x9000, ei, GetData.lastDownload(0));
        assertSw(0x6300, as, Units.request(next, 4, 6));
        ResponseApdu underNew =
                send(as, new org.keyrack.protocol.command.ExportKey(suite, 3, next.sn(), 4, 6, next.r(), next.p()));
        importKey(ei, ExportedKey.decode(Bytes.of(underNew.data())), false);
        assertTrue(ei.holds(6, Units.TA256.toArray()));
    }

    @Test
    void ctrRisesByOneForEachExportAndNoOther() throws CardFailure {
        ReferenceAs as = Units.as();
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Initiation initiation = initiate(ei);
        assertEquals(1, export(as, initiation, 3, 5).header().ctr());
        assertSw(0x6A88, as, Units.request(initiation, 77, 5));
        assertEquals(2, export(as, initiation, 3, 5).header().ctr());
    }

    @Test
    void terminatedUnitAnswersNothingButWhatItIs() throws CardFailure {
        ReferenceEi ei = Units.loadingEi(Suite.AES_128, Units.SN);
        ok(ei, new SetState(LifeCycleState.TERMINATED));
        assertSw(0x6985, ei, new org.keyrack.protocol.command.Initiate());
        assertSw(0x6985, ei, new SetState(LifeCycleState.LOADING));
        assertSw(0x9000, ei, GetData.eiIdentity());
    }
}
