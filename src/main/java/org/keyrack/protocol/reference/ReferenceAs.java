package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.protocol.crypto.Derivation;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceAsMemory.ApplicationKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.HeldTransportKey;

/** The AS side of the method in plain Java, with the checks of protocol.md in their order. */
public final class ReferenceAs extends ReferenceUnit {
    private static final Set<Integer> OPEN_COMMANDS = Set.of(0x8054, 0x8058, 0x80CA);
    private static final Set<Integer> SESSION_COMMANDS = Set.of(
            0x0020, 0x0024, 0x002C, 0x8046, 0x8048, 0x804A, 0x804C, 0x804E, 0x80D6, 0x80D8, 0x80DA, 0x80DC, 0x80DE,
            0x80E4, 0x80F0);

    private final ReferenceAsMemory memory;
    private final ReferenceAsRoles roles;
    private final AsPins pins;
    private final ReferenceAsPersonalization personalization;
    private final ReferenceAsKeys keys;
    private final AsSealedRecords sealedRecords;

    /** A blank AS in memory, installed without a Kperso. */
    public ReferenceAs() {
        this(Optional.empty());
    }

    /** @param kperso 16 or 32 bytes, taken over; empty: none was given at the installation */
    public ReferenceAs(Optional<SecretKeyBytes> kperso) {
        this(new ReferenceAsMemory(), new SecureRandom(), kperso);
    }

    ReferenceAs(ReferenceAsMemory memory, RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        this(memory, random, kperso, new ReferenceAsRoles(memory), new AsBars(memory));
    }

    /** With rules of its own, so that a test can show what each of them is for. */
    ReferenceAs(
            ReferenceAsMemory memory,
            RandomGenerator random,
            Optional<SecretKeyBytes> kperso,
            ReferenceAsRoles roles,
            AsBars bars) {
        super(Role.AS, random, kperso);
        CommandForm form = this::requireSessionAndLength;
        this.memory = memory;
        this.roles = roles;
        this.pins = new AsPins(memory, roles, form);
        this.personalization = new ReferenceAsPersonalization(memory, roles, loading, form);
        this.keys = new ReferenceAsKeys(memory, roles, bars, loading, form);
        this.sealedRecords = new AsSealedRecords(memory, roles, bars, random, form);
    }

    @Override
    LifeCycleState state() {
        return memory.state;
    }

    @Override
    Set<Integer> openCommands() {
        return OPEN_COMMANDS;
    }

    @Override
    Set<Integer> sessionCommands() {
        return SESSION_COMMANDS;
    }

    @Override
    void endSession() {
        super.endSession();
        memory.pins().forEach(StoredPin::clearVerification);
    }

    @Override
    void requireLoading() throws Refused {
        roles.requireLoading();
    }

    @Override
    ResponseApdu command(CommandApdu apdu) throws Refused {
        memory.requireSound();
        if (apdu.cla() == 0x00) {
            return pins.command(apdu);
        }
        return switch (apdu.ins()) {
            case 0x54 -> exportKey(apdu);
            case 0x58 -> verifyReceipt(apdu);
            case 0xCA -> getData(apdu);
            case 0xD8 -> loadComponent(apdu);
            case 0x46 -> keys.generate(apdu);
            case 0x4C -> sealedRecords.export(apdu);
            case 0x4E -> sealedRecords.take(apdu);
            case 0xDA -> personalization.putData(apdu);
            case 0xF0 -> personalization.setState(apdu);
            default -> keys.command(apdu);
        };
    }

    private ResponseApdu exportKey(CommandApdu apdu) throws Refused {
        requireLengthAlive(apdu, ExportKey.LENGTH);
        require(memory.operator.isVerified(), Refused.PIN_NOT_VERIFIED);
        requireOperational();
        TransportKey t = transportKey(apdu);
        ExportKey command = parsed(ExportKey::parse, apdu);
        ApplicationKey key = Refused.found(memory.keys.get(command.ref1()));
        KeyDirectoryEntry entry = key.entry();
        require(entry.transport() == (command.ref2() == 0), Refused.MALFORMED);
        require(
                !entry.barredSlots().contains(command.slot()) && entry.exportsLeft() > 0 && memory.ctr < 0xFFFFFFFFL,
                Refused.NOT_ALLOWED);
        if (!Derivation.isProof(command.p(), t.key(), t.suite(), t.version(), command.sn(), command.r())) {
            pins.countWrongProof();
            throw new Refused(Refused.PROOF_WRONG);
        }
        memory.spend(command.ref1());
        memory.commit();
        Header header = entry.header(t.suite(), t.version(), command.ref2(), memory.ctr);
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
        HeldTransportKey held = Refused.found(memory.slots.get(apdu.p2()));
        require(held.t().suite() == suite, Refused.NOT_FOUND);
        return held.t();
    }

    private ResponseApdu verifyReceipt(CommandApdu apdu) throws Refused {
        requireLengthAlive(apdu, VerifyReceipt.LENGTH);
        require(memory.pins().stream().anyMatch(StoredPin::isVerified), Refused.PIN_NOT_VERIFIED);
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
                return success(memory.identity().encode());
            }
            case GetData.AS_PROTECTION -> {
                requireLength(apdu, 0);
                return success(memory.protection(session.hasKperso()).encode());
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
}
