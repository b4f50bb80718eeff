package org.keyrack.protocol.former;

import static org.keyrack.protocol.former.Refused.require;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.Pin;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.protocol.crypto.Derivation;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.former.AsMemory.ApplicationKey;

/** The AS side of the method in plain Java, with the checks of protocol.md in their order. */
public final class ReferenceAs extends ReferenceUnit {
    private final AsMemory memory;
    private final AsPersonalization personalization;

    /** A blank AS in memory. */
    public ReferenceAs(RandomGenerator random) {
        super(Role.AS, random);
        this.memory = new AsMemory();
        this.personalization = new AsPersonalization(memory, loading);
    }

    @Override
    LifeCycleState state() {
        return memory.state;
    }

    @Override
    void endSession() {
        super.endSession();
        memory.operator.clearVerification();
        memory.administrator.clearVerification();
    }

    @Override
    void requirePersonalizable() throws Refused {
        personalization.requireOpen();
    }

    @Override
    ResponseApdu keyRackCommand(CommandApdu apdu) throws Refused {
        memory.requireSound();
        return switch (apdu.ins()) {
            case 0x54 -> exportKey(apdu);
            case 0x58 -> verifyReceipt(apdu);
            case 0xCA -> getData(apdu);
            case 0xD8 -> loadComponent(apdu);
            case 0x46, 0xDA, 0xDC, 0xDE, 0xF0 -> personalization.command(apdu);
            default -> throw new Refused(Refused.UNKNOWN_INS);
        };
    }

    @Override
    ResponseApdu isoCommand(CommandApdu apdu) throws Refused {
        memory.requireSound();
        return switch (apdu.ins()) {
            case 0x20 -> verify(apdu);
            case 0x24 -> change(apdu);
            case 0x2C -> resetRetryCounter(apdu);
            default -> throw new Refused(Refused.UNKNOWN_INS);
        };
    }

    private ResponseApdu exportKey(CommandApdu apdu) throws Refused {
        requireLength(apdu, ExportKey.LENGTH);
        require(memory.operator.isVerified(), Refused.PIN_NOT_VERIFIED);
        requireOperational();
        TransportKey t = transportKey(apdu);
        ExportKey command = parsed(ExportKey::parse, apdu);
        ApplicationKey key = memory.keys.get(command.ref1());
        require(key != null, Refused.NOT_FOUND);
        KeyDirectoryEntry entry = key.entry();
        require(entry.transport() == (command.ref2() == 0), Refused.MALFORMED);
        require(
                !entry.barredSlots().contains(command.slot()) && entry.exportsLeft() > 0 && memory.ctr < 0xFFFFFFFFL,
                Refused.NOT_ALLOWED);
        require(
                Derivation.isProof(command.p(), t.key(), t.suite(), t.version(), command.sn(), command.r()),
                Refused.PROOF_WRONG);
        memory.spend(command.ref1());
        memory.commit();
        Header header = new Header(
                t.suite(),
                t.version(),
                entry.diversify(),
                entry.transport(),
                command.ref1(),
                command.ref2(),
                entry.appId(),
                entry.keyType(),
                entry.keyVersion(),
                memory.ctr);
        try (SecretKeyBytes ta = delivered(key, command.sn())) {
            return success(
                    Sealing.seal(t.key(), header, command.sn(), command.r(), ta).encode());
        }
    }

    private static SecretKeyBytes delivered(ApplicationKey key, SerialNumber sn) {
        return key.entry().diversify()
                ? Diversification.of(key.key(), sn, key.entry().appId())
                : key.key().copy();
    }

    /** The T in the slot of P2, of the suite of P1. */
    private TransportKey transportKey(CommandApdu apdu) throws Refused {
        Suite suite;
        try {
            suite = Suite.of(apdu.p1());
        } catch (ProtocolFailure unknown) {
            throw new Refused(Refused.SUITE_NOT_SUPPORTED);
        }
        TransportKey t = memory.slots.get(apdu.p2());
        require(t != null && t.suite() == suite, Refused.NOT_FOUND);
        return t;
    }

    private ResponseApdu verifyReceipt(CommandApdu apdu) throws Refused {
        requireLength(apdu, VerifyReceipt.LENGTH);
        requireOperational();
        TransportKey t = transportKey(apdu);
        // Read byte by byte: a header that no AS would write has no right receipt, and that is the answer.
        Bytes data = Bytes.of(apdu.data());
        SerialNumber sn = SerialNumber.of(data.slice(0, 8));
        Bytes header = data.slice(24, 40);
        require(header.at(1) == t.suite().code() && header.at(2) == t.version(), Refused.NOT_FOUND);
        Bytes receipt =
                Derivation.receipt(t.key(), t.suite(), t.version(), sn, data.slice(8, 24), header, data.slice(40, 56));
        require(MessageDigest.isEqual(receipt.toArray(), data.slice(56, 72).toArray()), Refused.PROOF_WRONG);
        return success();
    }

    private ResponseApdu getData(CommandApdu apdu) throws Refused {
        switch ((apdu.p1() << 8) | apdu.p2()) {
            case GetData.AS_IDENTITY -> {
                requireLength(apdu, 0);
                return success(memory.identity());
            }
            case GetData.KEY_DIRECTORY -> {
                requireLength(apdu, 0, 1);
                return page(
                        parsed(GetData::parse, apdu),
                        memory.keys.values().stream().map(ApplicationKey::entry).toList(),
                        KeyDirectoryEntry.LENGTH,
                        KeyDirectoryEntry::encodePage);
            }
            default -> throw new Refused(Refused.NOT_FOUND);
        }
    }

    private StoredPin pin(CommandApdu apdu) throws Refused {
        require(apdu.p1() == 0, Refused.WRONG_P1_P2);
        try {
            PinReference pin = PinReference.of(apdu.p2());
            require(pin != PinReference.CUSTODIAN, Refused.WRONG_P1_P2);
            return pin == PinReference.OPERATOR ? memory.operator : memory.administrator;
        } catch (ProtocolFailure unknown) {
            throw new Refused(Refused.WRONG_P1_P2);
        }
    }

    private ResponseApdu verify(CommandApdu apdu) throws Refused {
        StoredPin pin = pin(apdu);
        requireLength(apdu, 0, Pin.LENGTH);
        boolean statusQuery = apdu.data().length == 0;
        require(statusQuery || Pin.isWellFormed(apdu.data(), 0), Refused.WRONG_LENGTH);
        require(pin.isSet(), Refused.WRONG_STATE);
        if (statusQuery) {
            pin.status();
        } else {
            pin.check(apdu.data(), memory::commit);
        }
        return success();
    }

    private ResponseApdu change(CommandApdu apdu) throws Refused {
        StoredPin pin = pin(apdu);
        requireLength(apdu, 2 * Pin.LENGTH);
        require(Pin.isWellFormed(apdu.data(), 0) && Pin.isWellFormed(apdu.data(), Pin.LENGTH), Refused.WRONG_LENGTH);
        require(pin.isSet(), Refused.WRONG_STATE);
        byte[] oldPin = Arrays.copyOf(apdu.data(), Pin.LENGTH);
        byte[] newPin = Arrays.copyOfRange(apdu.data(), Pin.LENGTH, 2 * Pin.LENGTH);
        try {
            pin.check(oldPin, memory::commit);
            pin.set(newPin);
            memory.commit();
        } finally {
            Arrays.fill(oldPin, (byte) 0);
            Arrays.fill(newPin, (byte) 0);
        }
        return success();
    }

    private ResponseApdu resetRetryCounter(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0x02, PinReference.OPERATOR.code());
        requireLength(apdu, Pin.LENGTH);
        require(Pin.isWellFormed(apdu.data(), 0), Refused.WRONG_LENGTH);
        require(memory.operator.isSet(), Refused.WRONG_STATE);
        require(memory.administrator.isVerified(), Refused.PIN_NOT_VERIFIED);
        memory.operator.set(apdu.data());
        memory.commit();
        return success();
    }
}
