package org.keyrack.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * What is asked for of an AS that is no card.
 *
 * @param token where its keys shall be; empty: in a file of this computer
 * @param slot CK_SLOT_ID of the token; empty: the one with the address's label
 * @param asId 4 bytes
 * @param label up to 16 printable ASCII characters
 * @param slots its T's, which all come by components
 * @param keys its TA's; of one that is drawn the KCV is {@link Kcv#NONE}
 * @param undiversified whether keys that leave as they are, are meant
 */
public record Creation(
        Optional<TokenAddress> token,
        OptionalLong slot,
        Bytes asId,
        String label,
        List<TransportKeySlot> slots,
        List<KeyDirectoryEntry> keys,
        boolean undiversified) {
    private static final int SLOTS = 4;

    public Creation {
        slots = List.copyOf(slots);
        keys = List.copyOf(keys);
    }

    /** How the components of a T are named. */
    public static String name(TransportKeySlot slot) {
        return "T" + slot.slot();
    }

    /** How the components of a TA are named. */
    public static String name(KeyDirectoryEntry key) {
        return String.valueOf(key.ref1());
    }

    /**
     * Refuses what no AS of this kind should be.
     *
     * @param given the keys that come by components
     */
    void require(Set<String> given) throws TroubleException {
        for (TransportKeySlot each : slots) {
            if (!given.contains(name(each))) {
                throw new TroubleException(Trouble.PLAN_DRAWN_T, name(each));
            }
        }
        for (KeyDirectoryEntry key : keys) {
            if (!key.diversify() && !undiversified) {
                throw new TroubleException(Trouble.PLAN_UNDIVERSIFIED, name(key));
            }
        }
    }

    /**
     * The description once every KCV is known.
     *
     * @param drawn KCVs of the keys that were drawn, by their names
     */
    Description describe(Optional<TokenAddress> found, boolean derives, Map<String, Kcv> drawn) {
        List<KeyDirectoryEntry> entries = new ArrayList<>();
        for (KeyDirectoryEntry key : keys) {
            Kcv kcv = drawn.get(name(key));
            entries.add(
                    kcv == null
                            ? key
                            : new KeyDirectoryEntry(
                                    key.ref1(),
                                    key.label(),
                                    key.appId(),
                                    key.keyType(),
                                    key.keyVersion(),
                                    key.attributes().drawn(true),
                                    kcv,
                                    key.exportsLeft()));
        }
        List<AsProtection.Slot> origins = new ArrayList<>();
        for (int number = 1; number <= SLOTS; number++) {
            int each = number;
            origins.add(
                    slots.stream().anyMatch(slot -> slot.slot() == each)
                            ? new AsProtection.Slot(Optional.of(Origin.COMPONENTS), true)
                            : AsProtection.Slot.EMPTY);
        }
        return new Description(
                found.isPresent() ? org.keyrack.protocol.AsKind.TOKEN : org.keyrack.protocol.AsKind.HOST,
                found,
                derives,
                new AsIdentity(asId, label, LifeCycleState.OPERATIONAL, 3, 0, 0, 0, 0, slots),
                new AsProtection(
                        Set.of(org.keyrack.protocol.Lock.values()),
                        Set.of(PinReference.OPERATOR),
                        false,
                        Kcv.NONE,
                        origins),
                entries);
    }

    /** Exports left at first, in the order of the directory. */
    static long[] left(Description description) {
        return description.keys().stream()
                .mapToLong(KeyDirectoryEntry::exportsLeft)
                .toArray();
    }

    /**
     * The components of a key joined.
     *
     * @throws TroubleException when its KCV is another than the plan's
     */
    static SecretKeyBytes joined(String name, List<SecretKeyBytes> components, int length, Kcv kcv)
            throws TroubleException {
        if (components.isEmpty()) {
            throw new TroubleException(Trouble.KEY_WRONG, name);
        }
        SecretKeyBytes key = components.get(0).copy();
        for (SecretKeyBytes component : components.subList(1, components.size())) {
            if (component.length() != key.length()) {
                key.close();
                throw new TroubleException(Trouble.KEY_WRONG, name);
            }
            try (SecretKeyBytes before = key) {
                key = before.xor(component);
            }
        }
        if (key.length() != length || !org.keyrack.protocol.crypto.Cmac.kcv(key).equals(kcv)) {
            key.close();
            throw new TroubleException(Trouble.KEY_WRONG, name);
        }
        return key;
    }
}
