package org.keyrack.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** Units as they are read, for tests of plans. */
final class Units {
    static final Kcv SET = new Kcv(Bytes.ofHex("be7ed6"));
    static final Kcv OTHER_SET = new Kcv(Bytes.ofHex("111111"));
    static final Kcv KEY_KCV = new Kcv(Bytes.ofHex("ebabd6"));

    private static final AsProtection PROTECTION = new AsProtection(
            Set.of(),
            Set.of(PinReference.values()),
            false,
            Kcv.NONE,
            List.of(
                    new AsProtection.Slot(Optional.of(AsProtection.Origin.COMPONENTS), false),
                    AsProtection.Slot.EMPTY,
                    AsProtection.Slot.EMPTY,
                    AsProtection.Slot.EMPTY));

    private Units() {}

    static AsUnit as(KeyDirectoryEntry... keys) {
        return as(LifeCycleState.OPERATIONAL, keys);
    }

    static AsUnit as(LifeCycleState state, KeyDirectoryEntry... keys) {
        AsIdentity identity = new AsIdentity(
                Bytes.ofHex("00000001"),
                "Test AS",
                state,
                3,
                3,
                3,
                0,
                0,
                List.of(new TransportKeySlot(1, Suite.AES_128, 1, SET)));
        return new AsUnit(AsKind.CARD, "reader AS", identity, PROTECTION, List.of(keys));
    }

    static KeyDirectoryEntry key(int ref1, int version) {
        return key(ref1, 0x0101, KeyType.AES_128, version, 1000);
    }

    static KeyDirectoryEntry key(int ref1, int appId, KeyType type, int version, long exports) {
        return new KeyDirectoryEntry(
                ref1, "key " + ref1, appId, type, version, false, false, Set.of(), KEY_KCV, exports);
    }

    static KeyDirectoryEntry transportKey(int ref1, int version, Kcv kcv) {
        return new KeyDirectoryEntry(ref1, "T", 0, KeyType.AES_128, version, false, true, Set.of(), kcv, 1000);
    }

    static EiUnit ei(int number, LocationEntry... locations) {
        return ei(number, SET, locations);
    }

    static EiUnit ei(int number, Kcv set, LocationEntry... locations) {
        SerialNumber sn = SerialNumber.parse(String.format("00112233445566%02x", number));
        return new EiUnit(
                "reader " + number,
                new EiIdentity(sn, LifeCycleState.OPERATIONAL, Optional.of(Suite.AES_128), 1, set, 0, locations.length),
                List.of(locations));
    }

    static LocationEntry empty(int ref2) {
        return new LocationEntry(ref2, 0x0101, Set.of(KeyType.AES_128), false, false, Optional.empty(), 0, Kcv.NONE);
    }

    static LocationEntry holding(int ref2, int version, boolean writeOnce) {
        return new LocationEntry(
                ref2, 0x0101, Set.of(KeyType.AES_128), writeOnce, true, Optional.of(KeyType.AES_128), version, KEY_KCV);
    }
}
