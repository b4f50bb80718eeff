package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.Derivation;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The EI side of the method in plain Java, with the checks of protocol.md in their order. */
public final class ReferenceEi extends ReferenceUnit {
    private static final int LOCATIONS = 255;
    private static final int MOST_FAILURES = 0xFFFF;
    private static final Set<Integer> OPEN_COMMANDS = Set.of(0x8052, 0x8056, 0x80CA);
    private static final Set<Integer> SESSION_COMMANDS = Set.of(0x80D8, 0x80DA, 0x80DC, 0x80F0);

    private final RandomGenerator random;
    private SerialNumber sn = SerialNumber.of(Bytes.zero(SerialNumber.LENGTH));
    private boolean snSet;
    private LifeCycleState state = LifeCycleState.BLANK;
    private Optional<TransportKey> transportKey = Optional.empty();
    private Optional<LastDownload> lastOfT = Optional.empty();
    private int failures;
    private final TreeMap<Integer, Location> locations = new TreeMap<>();
    private Optional<Bytes> outstanding = Optional.empty();

    /** A blank EI, installed without a Kperso. */
    public ReferenceEi() {
        this(Optional.empty());
    }

    /** @param kperso 16 or 32 bytes, taken over; empty: none was given at the installation */
    public ReferenceEi(Optional<SecretKeyBytes> kperso) {
        this(new SecureRandom(), kperso);
    }

    ReferenceEi(RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        super(Role.EI, random, kperso);
        this.random = random;
    }

    /** A location and what it holds. */
    private record Location(LocationEntry entry, Optional<SecretKeyBytes> key, Optional<LastDownload> last) {}

    @Override
    LifeCycleState state() {
        return state;
    }

    @Override
    void endSession() {
        super.endSession();
        outstanding = Optional.empty();
    }

    /** Whether a location holds this key, for tests that a key arrived whole. */
    public synchronized boolean holds(int ref2, byte[] key) {
        Location location = locations.get(ref2);
        return location != null
                && location.key().isPresent()
                && location.key().get().matches(key);
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
    ResponseApdu command(CommandApdu apdu) throws Refused {
        return switch (apdu.ins()) {
            case 0x52 -> initiate(apdu);
            case 0x56 -> importKey(apdu);
            case 0xCA -> getData(apdu);
            case 0xD8 -> loadComponent(apdu);
            case 0xDA -> putData(apdu);
            case 0xDC -> storeT(apdu);
            default -> setState(apdu);
        };
    }

    private ResponseApdu initiate(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        requireLength(apdu, 0);
        requireOperational();
        return success(freshInitiation().encode());
    }

    private Initiation freshInitiation() {
        byte[] fresh = new byte[16];
        random.nextBytes(fresh);
        Bytes r = Bytes.of(fresh);
        outstanding = Optional.of(r);
        TransportKey t = transportKey.orElseThrow();
        Bytes p = Derivation.proof(t.key(), t.suite(), t.version(), sn, r);
        return new Initiation(t.suite(), t.version(), t.kcv(), sn, r, p);
    }

    private ResponseApdu importKey(CommandApdu apdu) throws Refused {
        require(apdu.p1() <= 1 && apdu.p2() == 0, Refused.WRONG_P1_P2);
        requireLength(apdu, ImportKey.SHORT_LENGTH, ImportKey.LONG_LENGTH);
        requireOperational();
        ImportKey command = parsed(ImportKey::parse, apdu);
        TransportKey t = transportKey.orElseThrow();
        Header header = header(command, t.suite());
        require(header.transportKey() || locations.containsKey(header.ref2()), Refused.NOT_FOUND);
        require(outstanding.isPresent(), Refused.NO_RANDOM);
        Bytes r = outstanding.get();
        outstanding = Optional.empty();
        requireCounted(header.tVersion() == t.version(), Refused.CERTIFICATE_WRONG);
        try (Sealing.Received received = Sealing.open(t.key(), header, sn, r, command.data())) {
            requireCounted(received.isIntact(command.cas()), Refused.CERTIFICATE_WRONG);
            if (header.transportKey()) {
                requireTransportKeyFits(header, t);
            } else {
                requireLocationFits(header, location(header).entry());
            }
            Optional<SecretKeyBytes> key = received.key();
            requireCounted(key.isPresent(), Refused.PROOF_WRONG);
            LastDownload last = new LastDownload(header, r, received.sas(), received.receipt());
            Kcv kcv = store(key.get(), last, t);
            Optional<Initiation> next =
                    command.answerNextInitiate() ? Optional.of(freshInitiation()) : Optional.empty();
            return success(new ImportedKey(header.keyVersion(), kcv, last.receipt(), next).encode());
        }
    }

    private static Header header(ImportKey command, Suite suite) throws Refused {
        Bytes data = command.data();
        require(data.at(0) == 1 && data.at(1) == suite.code(), Refused.SUITE_NOT_SUPPORTED);
        try {
            Header header = Header.decode(data.slice(0, Header.LENGTH));
            require(header.keyType().length() == data.length() - 32, Refused.MALFORMED);
            require(header.ref2() == command.ref2(), Refused.MALFORMED);
            return header;
        } catch (ProtocolFailure malformed) {
            throw new Refused(Refused.MALFORMED);
        }
    }

    private void requireCounted(boolean holds, int otherwise) throws Refused {
        if (!holds) {
            failures = Math.min(failures + 1, MOST_FAILURES);
            throw new Refused(otherwise);
        }
    }

    private static void requireTransportKeyFits(Header header, TransportKey t) throws Refused {
        require(
                header.appId() == 0 && header.keyType() == KeyType.ofSuite(t.suite()) && !header.diversified(),
                Refused.NOT_FOR_THIS_KEY);
        require(header.keyVersion() > t.version(), Refused.NOT_ALLOWED);
    }

    private static void requireLocationFits(Header header, LocationEntry entry) throws Refused {
        require(
                entry.acceptedTypes().contains(header.keyType()) && entry.appId() == header.appId(),
                Refused.NOT_FOR_THIS_KEY);
        require(
                header.keyVersion() > entry.keyVersion() && !(entry.writeOnce() && entry.occupied()),
                Refused.NOT_ALLOWED);
    }

    private Location location(Header header) {
        return Objects.requireNonNull(locations.get(header.ref2()));
    }

    private Kcv store(SecretKeyBytes key, LastDownload last, TransportKey t) {
        Header header = last.header();
        Kcv kcv = Cmac.kcv(key);
        if (header.transportKey()) {
            transportKey = Optional.of(new TransportKey(t.suite(), header.keyVersion(), key, kcv));
            lastOfT = Optional.of(last);
            t.key().close();
        } else {
            Location old = location(header);
            LocationEntry entry = old.entry().holding(header.keyType(), header.keyVersion(), kcv);
            locations.put(header.ref2(), new Location(entry, Optional.of(key), Optional.of(last)));
            old.key().ifPresent(SecretKeyBytes::close);
        }
        return kcv;
    }

    private ResponseApdu getData(CommandApdu apdu) throws Refused {
        switch ((apdu.p1() << 8) | apdu.p2()) {
            case GetData.EI_IDENTITY -> {
                requireLength(apdu, 0);
                return success(identity().encode());
            }
            case GetData.LOCATIONS -> {
                requireLength(apdu, 0, 1);
                return page(
                        parsed(GetData::parse, apdu),
                        new ArrayList<>(
                                locations.values().stream().map(Location::entry).toList()),
                        LocationEntry.LENGTH,
                        LocationEntry::encodePage);
            }
            case GetData.LAST_DOWNLOAD -> {
                requireLength(apdu, 2);
                int ref2 = parsed(GetData::parse, apdu).ref2();
                Location location = locations.get(ref2);
                Optional<LastDownload> last =
                        ref2 == 0 ? lastOfT : location == null ? Optional.empty() : location.last();
                require(last.isPresent(), Refused.NOT_FOUND);
                return success(last.get().encode());
            }
            default -> throw new Refused(Refused.NOT_FOUND);
        }
    }

    private EiIdentity identity() {
        return new EiIdentity(
                sn,
                state,
                transportKey.map(TransportKey::suite),
                transportKey.map(TransportKey::version).orElse(0),
                transportKey.map(TransportKey::kcv).orElse(Kcv.NONE),
                failures,
                locations.size());
    }

    @Override
    void requireLoading() throws Refused {
        require(state.isPersonalizable(), Refused.WRONG_STATE);
    }

    private ResponseApdu putData(CommandApdu apdu) throws Refused {
        switch ((apdu.p1() << 8) | apdu.p2()) {
            case 0x0201 -> {
                requireSessionAndLength(apdu, SerialNumber.LENGTH);
                requireLoading();
                require(transportKey.isEmpty(), Refused.NOT_ALLOWED);
                sn = parsed(PutSerialNumber::parse, apdu).sn();
                snSet = true;
            }
            case 0x0202 -> {
                requireSessionAndLength(apdu, LocationEntry.LENGTH);
                requireLoading();
                putLocation(parsed(PutLocation::parse, apdu).location());
            }
            default -> throw new Refused(Refused.WRONG_P1_P2);
        }
        return success();
    }

    private void putLocation(LocationEntry entry) throws Refused {
        Location old = locations.get(entry.ref2());
        require(old == null || !old.entry().occupied(), Refused.NOT_ALLOWED);
        require(old != null || locations.size() < LOCATIONS, Refused.NO_ROOM);
        locations.put(entry.ref2(), new Location(entry, Optional.empty(), Optional.empty()));
    }

    private ResponseApdu storeT(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        requireSessionAndLength(apdu, StoreTransportKey.LENGTH);
        requireLoading();
        require(snSet, Refused.WRONG_STATE);
        requireSuite(apdu);
        StoreTransportKey command = parsed(StoreTransportKey::parse, apdu);
        loading.requireKey(command.suite().keyLength(), command.kcv());
        TransportKey t = new TransportKey(command.suite(), command.tVersion(), loading.take());
        transportKey.ifPresent(old -> old.key().close());
        transportKey = Optional.of(t);
        return success();
    }

    private ResponseApdu setState(CommandApdu apdu) throws Refused {
        LifeCycleState wanted = wantedState(apdu);
        requireSessionAndLength(apdu, 0);
        boolean starts = state == LifeCycleState.BLANK && wanted == LifeCycleState.LOADING;
        boolean opens = state == LifeCycleState.LOADING && wanted == LifeCycleState.OPERATIONAL;
        boolean ends = state.isPersonalizable() && wanted == LifeCycleState.TERMINATED;
        require(starts || ends || (opens && snSet && transportKey.isPresent()), Refused.WRONG_STATE);
        loading.forget();
        state = wanted;
        if (ends) {
            transportKey.ifPresent(t -> t.key().close());
        }
        return success();
    }
}
