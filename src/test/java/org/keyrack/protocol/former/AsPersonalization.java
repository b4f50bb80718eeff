package org.keyrack.protocol.former;

import static org.keyrack.protocol.former.ReferenceUnit.parsed;
import static org.keyrack.protocol.former.ReferenceUnit.requireLength;
import static org.keyrack.protocol.former.ReferenceUnit.requireP1P2;
import static org.keyrack.protocol.former.ReferenceUnit.success;
import static org.keyrack.protocol.former.Refused.require;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.Pin;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.former.AsMemory.ApplicationKey;

/** The AS's personalization commands (docs/protocol.md, Personalization). */
final class AsPersonalization {
    private final AsMemory memory;
    private final KeyLoading loading;

    AsPersonalization(AsMemory memory, KeyLoading loading) {
        this.memory = memory;
        this.loading = loading;
    }

    ResponseApdu command(CommandApdu apdu) throws Refused {
        ResponseApdu answer =
                switch (apdu.ins()) {
                    case 0x46 -> generate(apdu);
                    case 0xDA -> putData(apdu);
                    case 0xDC -> storeT(apdu);
                    case 0xDE -> storeTa(apdu);
                    default -> setState(apdu);
                };
        memory.commit();
        return answer;
    }

    void requireOpen() throws Refused {
        require(memory.state.isPersonalizable(), Refused.WRONG_STATE);
        requireAdministratorWhileLoading();
    }

    private void requireAdministratorWhileLoading() throws Refused {
        require(
                memory.state != LifeCycleState.LOADING
                        || !memory.administrator.isSet()
                        || memory.administrator.isVerified(),
                Refused.PIN_NOT_VERIFIED);
    }

    private ResponseApdu putData(CommandApdu apdu) throws Refused {
        switch ((apdu.p1() << 8) | apdu.p2()) {
            case 0x0101 -> {
                requireLength(apdu, PutAsIdentity.LENGTH);
                requireOpen();
                PutAsIdentity command = parsed(PutAsIdentity::parse, apdu);
                memory.asId = command.asId();
                memory.label = command.label();
                memory.identitySet = true;
            }
            case 0x0080 -> putPin(apdu, memory.operator);
            case 0x0081 -> putPin(apdu, memory.administrator);
            default -> throw new Refused(Refused.WRONG_P1_P2);
        }
        return success();
    }

    private void putPin(CommandApdu apdu, StoredPin pin) throws Refused {
        requireLength(apdu, Pin.LENGTH);
        require(Pin.isWellFormed(apdu.data(), 0), Refused.WRONG_LENGTH);
        requireOpen();
        pin.set(apdu.data());
    }

    private ResponseApdu generate(CommandApdu apdu) throws Refused {
        require((apdu.p1() == 1 || apdu.p1() == 2) && apdu.p2() == 0, Refused.WRONG_P1_P2);
        requireLength(apdu, 0);
        requireOpen();
        return success(
                loading.generate(parsed(GenerateKey::parse, apdu).keyType()).value());
    }

    private ResponseApdu storeT(CommandApdu apdu) throws Refused {
        require(apdu.p1() >= 1 && apdu.p1() <= AsMemory.SLOTS && apdu.p2() == 0, Refused.WRONG_P1_P2);
        requireLength(apdu, StoreTransportKey.LENGTH);
        requireOpen();
        TransportKey t = loadedT(apdu, loading);
        TransportKey old = memory.slots.put(apdu.p1(), t);
        if (old != null) {
            old.key().close();
        }
        return success();
    }

    static TransportKey loadedT(CommandApdu apdu, KeyLoading loading) throws Refused {
        require(apdu.data()[0] == 1 || apdu.data()[0] == 2, Refused.SUITE_NOT_SUPPORTED);
        Bytes data = Bytes.of(apdu.data());
        Suite suite = data.at(0) == 1 ? Suite.AES_128 : Suite.AES_256;
        require(data.at(1) != 0, Refused.MALFORMED);
        return new TransportKey(suite, data.at(1), loading.take(suite.keyLength(), new Kcv(data.slice(2, 5))));
    }

    private ResponseApdu storeTa(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        requireLength(apdu, KeyDirectoryEntry.LENGTH);
        requireOpen();
        KeyDirectoryEntry entry = entry(apdu);
        SecretKeyBytes key = loading.take(entry.keyType().length(), entry.kcv());
        if (!memory.keys.containsKey(entry.ref1()) && memory.keys.size() == AsMemory.KEYS) {
            key.close();
            throw new Refused(Refused.NO_ROOM);
        }
        ApplicationKey old = memory.keys.put(entry.ref1(), new ApplicationKey(entry, key));
        if (old != null) {
            old.key().close();
        }
        return success();
    }

    private static KeyDirectoryEntry entry(CommandApdu apdu) throws Refused {
        try {
            KeyDirectoryEntry entry = KeyDirectoryEntry.decode(Bytes.of(apdu.data()));
            require(
                    !entry.attributes().barredFromSealing()
                            && !entry.attributes().drawnOnCard(),
                    Refused.MALFORMED);
            return entry;
        } catch (ProtocolFailure malformed) {
            throw new Refused(Refused.MALFORMED);
        }
    }

    private ResponseApdu setState(CommandApdu apdu) throws Refused {
        LifeCycleState wanted = wantedState(apdu);
        requireLength(apdu, 0);
        LifeCycleState state = memory.state;
        boolean starts = state == LifeCycleState.BLANK && wanted == LifeCycleState.LOADING;
        boolean opens = state == LifeCycleState.LOADING && wanted == LifeCycleState.OPERATIONAL;
        boolean reopens = state == LifeCycleState.OPERATIONAL && wanted == LifeCycleState.LOADING;
        boolean ends = state != LifeCycleState.TERMINATED && wanted == LifeCycleState.TERMINATED;
        require(starts || opens || reopens || ends, Refused.WRONG_STATE);
        require(!(reopens || ends) || memory.administrator.isVerified(), Refused.PIN_NOT_VERIFIED);
        requireAdministratorWhileLoading();
        require(!opens || isComplete(), Refused.WRONG_STATE);
        loading.forget();
        memory.state = wanted;
        return success();
    }

    static LifeCycleState wantedState(CommandApdu apdu) throws Refused {
        require(apdu.p1() == 0, Refused.WRONG_P1_P2);
        try {
            return LifeCycleState.of(apdu.p2());
        } catch (ProtocolFailure unknown) {
            throw new Refused(Refused.WRONG_P1_P2);
        }
    }

    private boolean isComplete() {
        return memory.identitySet && !memory.slots.isEmpty() && memory.operator.isSet() && memory.administrator.isSet();
    }
}
