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

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.Initiate;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.SelectApplet;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Every status word of every command of the EI, and the order of its checks (protocol.md). */
class EiChecksTest {
    private static CommandApdu apdu(int ins, int p1, int p2, int length) {
        return new CommandApdu(0x80, ins, p1, p2, new byte[length], true);
    }

    private static Header header(int ref2, int appId, KeyType type, int version, boolean diversified, int tVersion) {
        return new Header(Suite.AES_128, tVersion, diversified, ref2 == 0, 3, ref2, appId, type, version, 1);
    }

    /** Seals a header that the AS would not, as whoever holds T could. */
    private static ImportKey sealed(Initiation from, Header header) {
        try (SecretKeyBytes t = SecretKeyBytes.copyOf(Units.T128.toArray());
                SecretKeyBytes ta =
                        SecretKeyBytes.copyOf(Units.ta(header.keyType()).toArray())) {
            return new ImportKey(Sealing.seal(t, header, from.sn(), from.r(), ta), false);
        }
    }

    private static EiIdentity identity(ReferenceEi ei) throws CardFailure {
        return EiIdentity.decode(Bytes.of(send(ei, GetData.eiIdentity()).data()));
    }

    @Test
    void classInstructionParametersAndForeignAidAreAnsweredFirst() throws CardFailure {
        ReferenceEi ei = Units.loadingEi(Suite.AES_128, Units.SN);
        assertSw(0x6E00, ei, new CommandApdu(0x90, 0x52, 0, 0, new byte[0], true));
        assertSw(0x6D00, ei, apdu(0x54, 0, 0, 0));
        assertSw(0x6D00, ei, new CommandApdu(0x00, 0x20, 0, 0x80, new byte[0], true));
        assertSw(0x6A82, ei, new SelectApplet(Role.AS));
        assertSw(0x6A86, ei, apdu(0x52, 1, 0, 1));
        assertSw(0x6700, ei, apdu(0x52, 0, 0, 1));
        assertSw(0x6985, ei, new Initiate());
        assertSw(0x6A86, ei, apdu(0x56, 2, 0, 1));
        assertSw(0x6700, ei, apdu(0x56, 0, 0, 65));
        assertSw(0x6985, ei, apdu(0x56, 0, 0, 66));
    }

    @Test
    void importKeyChecksTheHeaderBeforeItConsumesTheRandom() throws CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Initiation from = initiate(ei);
        byte[] right = sealed(from, header(5, 0x0101, KeyType.AES_128, 2, false, 1))
                .toApdu()
                .data();
        refuseByte(0x6A81, ei, right, 0, 2);
        refuseByte(0x6A81, ei, right, 1, 2);
        refuseByte(0x6A80, ei, right, 3, 4);
        refuseByte(0x6A80, ei, right, 3, 2);
        refuseByte(0x6A80, ei, right, 10, 2);
        refuseByte(0x6A80, ei, right, 10, 3);
        refuseByte(0x6A80, ei, right, 11, 0);
        refuseByte(0x6A80, ei, right, 7, 6);
        assertSw(0x6A88, ei, sealed(from, header(99, 0x0101, KeyType.AES_128, 2, false, 1)));
        assertSw(0x9000, ei, new CommandApdu(0x80, 0x56, 0, 0, right, true));
        assertEquals(0, identity(ei).failures());
    }

    private static void refuseByte(int sw, ReferenceEi ei, byte[] right, int inHeader, int value) throws CardFailure {
        byte[] wrong = right.clone();
        wrong[2 + inHeader] = (byte) value;
        assertSw(sw, ei, new CommandApdu(0x80, 0x56, 0, 0, wrong, true));
    }

    @Test
    void whatIsSealedRightButDoesNotFitTheLocationIsRefused() throws CardFailure {
        ReferenceEi ei = Units.loadingEi(Suite.AES_128, Units.SN);
        ok(ei, new PutLocation(LocationEntry.free(20, 0x0101, EnumSet.of(KeyType.AES_128), true)));
        ok(ei, new SetState(LifeCycleState.OPERATIONAL));
        refuse(0x6984, ei, null, header(20, 0x0101, KeyType.AES_128, 1, false, 1));
        refuse(0x6988, ei, initiate(ei), header(20, 0x0101, KeyType.AES_128, 1, false, 2));
        refuse(0x6981, ei, initiate(ei), header(20, 0x0101, KeyType.AES_256, 1, false, 1));
        refuse(0x6981, ei, initiate(ei), header(20, 0x0102, KeyType.AES_128, 1, false, 1));
        ok(ei, sealed(initiate(ei), header(20, 0x0101, KeyType.AES_128, 1, false, 1)));
        refuse(0x6986, ei, initiate(ei), header(20, 0x0101, KeyType.AES_128, 2, false, 1));
        refuse(0x6981, ei, initiate(ei), header(0, 0x0101, KeyType.AES_128, 2, false, 1));
        refuse(0x6981, ei, initiate(ei), header(0, 0, KeyType.AES_256, 2, false, 1));
        refuse(0x6981, ei, initiate(ei), header(0, 0, KeyType.AES_128, 2, true, 1));
        refuse(0x6986, ei, initiate(ei), header(0, 0, KeyType.AES_128, 1, false, 1));
        assertEquals(1, identity(ei).failures());
        assertEquals(1, identity(ei).tVersion());
    }

    private static void refuse(int sw, ReferenceEi ei, Initiation from, Header header) throws CardFailure {
        Initiation used = from != null
                ? from
                : new Initiation(Suite.AES_128, 1, Units.kcv(Units.T128), Units.SN, Bytes.zero(16), Bytes.zero(8));
        ImportKey command = sealed(used, header);
        assertSw(sw, ei, command);
        if (from != null) {
            // The R was consumed, whatever followed.
            assertSw(0x6984, ei, command);
        }
    }

    @Test
    void wrongSignatureUnderARightCertificateStoresNothing() throws CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Initiation from = initiate(ei);
        Header header = header(5, 0x0101, KeyType.AES_128, 2, false, 1);
        assertSw(0x6300, ei, Forger.wrongSignature(from, header));
        assertEquals(1, identity(ei).failures());
        assertFalse(ei.holds(5, Units.TA128.toArray()));
        assertSw(0x6984, ei, Forger.wrongSignature(from, header));
    }

    @Test
    void failuresStopAtTheirLargestAndNeverBlock() throws CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        Header header = header(5, 0x0101, KeyType.AES_128, 2, false, 9);
        byte[] wrong = sealed(initiate(ei), header).toApdu().data();
        for (int i = 0; i < 0xFFFF + 2; i++) {
            ei.transmit(new Initiate().toApdu());
            ei.transmit(new CommandApdu(0x80, 0x56, 0, 0, wrong, true));
        }
        assertEquals(0xFFFF, identity(ei).failures());
        ExportedKey exported = export(Units.as(), initiate(ei), 3, 5);
        assertEquals(2, importKey(ei, exported, false).keyVersion());
    }

    @Test
    void blankEiShowsZerosAndIsPersonalizedUntilOperational() throws CardFailure {
        ReferenceEi ei = new ReferenceEi();
        EiIdentity blank = identity(ei);
        assertTrue(blank.suite().isEmpty());
        assertEquals(SerialNumber.of(Bytes.zero(8)), blank.sn());
        assertSw(0x6A88, ei, GetData.locations(0));
        assertSw(0x6A88, ei, GetData.lastDownload(0));
        assertSw(0x6A88, ei, GetData.asIdentity());
        assertSw(0x6700, ei, new GetData(0x0203, Bytes.zero(1)));
        assertSw(0x6A80, ei, apdu(0xDA, 2, 2, 11));
        assertSw(0x6700, ei, apdu(0xDA, 2, 1, 7));
        assertSw(0x6A86, ei, apdu(0xDA, 2, 3, 7));
        assertSw(0x6A86, ei, apdu(0xDC, 1, 0, 5));
        assertSw(0x6985, ei, apdu(0xDC, 0, 0, 5));
        ok(ei, new SetState(LifeCycleState.LOADING));
        assertSw(0x6985, ei, new SetState(LifeCycleState.OPERATIONAL));
        ok(ei, new PutSerialNumber(Units.SN));
        assertSw(0x6A81, ei, apdu(0xDC, 0, 0, 5));
        assertSw(0x6985, ei, new SetState(LifeCycleState.OPERATIONAL));
        Units.storeT(ei, 0, Suite.AES_256, 7, Units.T256);
        assertSw(0x6986, ei, new PutSerialNumber(Units.SN));
        for (int ref2 = 1; ref2 <= 255; ref2++) {
            ok(ei, new PutLocation(LocationEntry.free(ref2, 1, Set.of(KeyType.AES_128), false)));
        }
        assertSw(0x6A84, ei, new PutLocation(LocationEntry.free(256, 1, Set.of(KeyType.AES_128), false)));
        ok(ei, new SetState(LifeCycleState.OPERATIONAL));
        assertSw(0x6310, ei, GetData.locations(0));
        assertSw(0x9000, ei, GetData.locations(253));
        assertSw(0x6985, ei, new PutSerialNumber(Units.SN));
        assertSw(0x6985, ei, apdu(0xD8, 0, 0, 19));
        assertSw(0x6985, ei, new SetState(LifeCycleState.LOADING));
        assertSw(0x6985, ei, new SetState(LifeCycleState.TERMINATED));
        assertEquals(7, initiate(ei).tVersion());
    }
}
