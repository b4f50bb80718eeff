package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.Initiate;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.command.Pin;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Personalizes units through their commands and talks to them. */
public final class Units {
    public static final SerialNumber SN = SerialNumber.parse("0011223344556677");
    static final Bytes T128 = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
    static final Bytes T256 = Bytes.ofHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    public static final Bytes TA128 = Bytes.ofHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
    static final Bytes TA256 = Bytes.ofHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    private Units() {}

    public static Bytes t(Suite suite) {
        return suite == Suite.AES_128 ? T128 : T256;
    }

    static Bytes ta(KeyType type) {
        return type == KeyType.AES_128 ? TA128 : TA256;
    }

    static byte[] pin(String digits) {
        return Pin.padded(digits.toCharArray());
    }

    /** The PINs of every AS made here. */
    static byte[] pin(PinReference reference) {
        return switch (reference) {
            case OPERATOR -> pin("123456");
            case ADMINISTRATOR -> pin("87654321");
            case CUSTODIAN -> pin("13571357");
        };
    }

    static ResponseApdu send(ApduChannel unit, Command command) throws CardFailure {
        return unit.transmit(command.toApdu());
    }

    public static void ok(ApduChannel unit, Command command) throws CardFailure {
        assertSw(0x9000, unit, command);
    }

    static void assertSw(int sw, ApduChannel unit, Command command) throws CardFailure {
        assertSw(sw, unit, command.toApdu());
    }

    static void assertSw(int sw, ApduChannel unit, CommandApdu apdu) throws CardFailure {
        assertEquals(
                String.format("%04X", sw),
                String.format("%04X", unit.transmit(apdu).sw()),
                apdu.redacted());
    }

    static void load(ApduChannel unit, Bytes key) throws CardFailure {
        byte[] first = new byte[key.length()];
        java.util.Arrays.fill(first, (byte) 0x5A);
        byte[] second = key.toArray();
        for (int i = 0; i < second.length; i++) {
            second[i] ^= 0x5A;
        }
        try (SecretKeyBytes one = SecretKeyBytes.copyOf(first);
                SecretKeyBytes two = SecretKeyBytes.copyOf(second)) {
            ok(unit, LoadComponent.of(true, first, Cmac.kcv(one)));
            ok(unit, LoadComponent.of(false, second, Cmac.kcv(two)));
        }
    }

    public static org.keyrack.protocol.Kcv kcv(Bytes key) {
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(key.toArray())) {
            return Cmac.kcv(secret);
        }
    }

    static void storeT(ApduChannel unit, int slot, Suite suite, int version, Bytes t) throws CardFailure {
        load(unit, t);
        ok(unit, new StoreTransportKey(slot, suite, version, kcv(t)));
    }

    public static KeyDirectoryEntry entry(int ref1, KeyType type, int version, boolean diversify, Bytes key) {
        return new KeyDirectoryEntry(
                ref1,
                "KEY " + ref1,
                0x0101,
                type,
                version,
                diversify,
                false,
                Set.of(),
                kcv(key),
                KeyDirectoryEntry.NO_LIMIT);
    }

    public static void storeTa(ApduChannel as, KeyDirectoryEntry entry, Bytes key) throws CardFailure {
        load(as, key);
        ok(as, new StoreKey(entry));
    }

    /** An AS in LOADING with identity, PINs, T's of both suites in slots 1 and 2; under dual control. */
    public static ReferenceAs loadingAs() throws CardFailure {
        ReferenceAs as = new ReferenceAs();
        personalize(as);
        return as;
    }

    static void personalize(ApduChannel as) throws CardFailure {
        ok(as, new PutAsIdentity(Bytes.ofHex("00000001"), "Test AS"));
        ok(as, new PutPin(PinReference.OPERATOR, pin("123456")));
        ok(as, new PutPin(PinReference.ADMINISTRATOR, pin("87654321")));
        ok(as, new Verify(PinReference.ADMINISTRATOR, pin("87654321")));
        ok(as, new PutPin(PinReference.CUSTODIAN, pin("13571357")));
        ok(as, new Verify(PinReference.CUSTODIAN, pin("13571357")));
        ok(as, new SetState(LifeCycleState.LOADING));
        storeT(as, 1, Suite.AES_128, 1, T128);
        storeT(as, 2, Suite.AES_256, 1, T256);
        storeTa(as, entry(3, KeyType.AES_128, 2, false, TA128), TA128);
        storeTa(as, entry(4, KeyType.AES_256, 2, false, TA256), TA256);
        storeTa(as, entry(5, KeyType.AES_128, 2, true, TA128), TA128);
        storeTa(as, entry(6, KeyType.AES_256, 2, true, TA256), TA256);
    }

    /** Verifies administrator and custodian. */
    static void dualControl(ApduChannel as) throws CardFailure {
        ok(as, new Verify(PinReference.ADMINISTRATOR, pin("87654321")));
        ok(as, new Verify(PinReference.CUSTODIAN, pin("13571357")));
    }

    public static void open(ApduChannel as) throws CardFailure {
        ok(as, new SetState(LifeCycleState.OPERATIONAL));
        ok(as, new Verify(PinReference.OPERATOR, pin("123456")));
    }

    public static ReferenceAs as() throws CardFailure {
        ReferenceAs as = loadingAs();
        open(as);
        return as;
    }

    public static ReferenceEi loadingEi(Suite suite, SerialNumber sn) throws CardFailure {
        ReferenceEi ei = new ReferenceEi();
        ok(ei, new PutSerialNumber(sn));
        ok(ei, new SetState(LifeCycleState.LOADING));
        storeT(ei, 0, suite, 1, t(suite));
        for (int ref2 = 5; ref2 <= 8; ref2++) {
            ok(ei, new PutLocation(LocationEntry.free(ref2, 0x0101, EnumSet.allOf(KeyType.class), false)));
        }
        return ei;
    }

    public static ReferenceEi ei(Suite suite, SerialNumber sn) throws CardFailure {
        ReferenceEi ei = loadingEi(suite, sn);
        ok(ei, new SetState(LifeCycleState.OPERATIONAL));
        return ei;
    }

    public static Initiation initiate(ApduChannel ei) throws CardFailure {
        return Initiation.decode(Bytes.of(send(ei, new Initiate()).data()));
    }

    public static ExportKey request(Initiation initiation, int ref1, int ref2) {
        return new ExportKey(
                initiation.suite(),
                initiation.suite().code(),
                initiation.sn(),
                ref1,
                ref2,
                initiation.r(),
                initiation.p());
    }

    public static ExportedKey export(ApduChannel as, Initiation initiation, int ref1, int ref2) throws CardFailure {
        ResponseApdu answer = send(as, request(initiation, ref1, ref2));
        assertEquals(0x9000, answer.sw());
        return ExportedKey.decode(Bytes.of(answer.data()));
    }

    public static ImportedKey importKey(ApduChannel ei, ExportedKey exported, boolean next) throws CardFailure {
        ResponseApdu answer = send(ei, new ImportKey(exported, next));
        assertEquals(0x9000, answer.sw());
        return ImportedKey.decode(Bytes.of(answer.data()));
    }
}
