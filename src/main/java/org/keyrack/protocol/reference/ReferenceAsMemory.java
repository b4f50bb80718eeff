package org.keyrack.protocol.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The non-volatile memory of an AS, and how it becomes durable. */
final class ReferenceAsMemory {
    static final int SLOTS = 4;
    static final int KEYS = 255;

    Bytes asId = Bytes.zero(4);
    String label = "";
    boolean identitySet;
    LifeCycleState state = LifeCycleState.BLANK;
    long ctr;
    int acts;
    final StoredPin operator = new StoredPin();
    final StoredPin administrator = new StoredPin();
    final StoredPin custodian = new StoredPin();
    final Set<Lock> locks = EnumSet.noneOf(Lock.class);
    final TreeMap<Integer, HeldTransportKey> slots = new TreeMap<>();
    final TreeMap<Integer, ApplicationKey> keys = new TreeMap<>();
    Optional<BackupKey> backupKey = Optional.empty();

    private Durability durability = memory -> {};
    private boolean broken;

    /** A T in its slot. */
    record HeldTransportKey(TransportKey t, Origin origin, boolean barredFromSealing) {}

    /** A key of the directory. */
    record ApplicationKey(KeyDirectoryEntry entry, SecretKeyBytes key) {}

    /** The KBK, 32 bytes. */
    record BackupKey(SecretKeyBytes key, Kcv kcv) {
        BackupKey(SecretKeyBytes key) {
            this(key, Cmac.kcv(key));
        }
    }

    /** Writes the memory where it outlives the program. */
    interface Durability {
        void write(ReferenceAsMemory memory) throws IOException;
    }

    void durability(Durability newDurability) {
        durability = newDurability;
    }

    /** Makes every change durable; after a failure the AS answers 6F00 to everything, since its memory is ahead of the file. */
    void commit() throws Refused {
        try {
            durability.write(this);
        } catch (IOException e) {
            broken = true;
        }
        requireSound();
    }

    void requireSound() throws Refused {
        Refused.require(!broken, Refused.INTERNAL);
    }

    StoredPin pin(PinReference reference) {
        return switch (reference) {
            case OPERATOR -> operator;
            case ADMINISTRATOR -> administrator;
            case CUSTODIAN -> custodian;
        };
    }

    List<StoredPin> pins() {
        return List.of(operator, administrator, custodian);
    }

    AsIdentity identity() {
        return new AsIdentity(
                asId,
                label,
                state,
                operator.triesLeft(),
                administrator.triesLeft(),
                custodian.triesLeft(),
                acts,
                ctr,
                slots.entrySet().stream()
                        .map(slot -> new TransportKeySlot(
                                slot.getKey(),
                                slot.getValue().t().suite(),
                                slot.getValue().t().version(),
                                slot.getValue().t().kcv()))
                        .toList());
    }

    AsProtection protection(boolean personalizationKey) {
        Set<PinReference> pinsSet = EnumSet.noneOf(PinReference.class);
        for (PinReference reference : PinReference.values()) {
            if (pin(reference).isSet()) {
                pinsSet.add(reference);
            }
        }
        List<AsProtection.Slot> origins = new ArrayList<>();
        for (int slot = 1; slot <= SLOTS; slot++) {
            HeldTransportKey held = slots.get(slot);
            origins.add(
                    held == null
                            ? AsProtection.Slot.EMPTY
                            : new AsProtection.Slot(Optional.of(held.origin()), held.barredFromSealing()));
        }
        return new AsProtection(
                locks,
                pinsSet,
                personalizationKey,
                backupKey.map(BackupKey::kcv).orElse(Kcv.NONE),
                origins);
    }

    /** The entry of a key that is there. */
    KeyDirectoryEntry entry(int ref1) {
        return Objects.requireNonNull(keys.get(ref1)).entry();
    }

    /** Counts an export: Ctr up, exports left down. */
    void spend(int ref1) {
        ctr++;
        KeyDirectoryEntry entry = entry(ref1);
        if (entry.exportsLeft() != KeyDirectoryEntry.NO_LIMIT) {
            describe(entry.withExportsLeft(entry.exportsLeft() - 1));
        }
    }

    /** Gives a key that is there another entry. */
    void describe(KeyDirectoryEntry entry) {
        keys.computeIfPresent(entry.ref1(), (ref1, old) -> new ApplicationKey(entry, old.key()));
    }

    void put(int slot, HeldTransportKey held) {
        HeldTransportKey old = slots.put(slot, held);
        if (old != null) {
            old.t().key().close();
        }
    }

    void put(KeyDirectoryEntry entry, SecretKeyBytes key) {
        ApplicationKey old = keys.put(entry.ref1(), new ApplicationKey(entry, key));
        if (old != null) {
            old.key().close();
        }
    }

    /** Wipes every secret; what is public stays readable. */
    void wipe() {
        slots.values().forEach(held -> held.t().key().close());
        keys.values().forEach(key -> key.key().close());
        backupKey.ifPresent(kbk -> kbk.key().close());
        pins().forEach(StoredPin::wipe);
    }

    /** Wipes every secret and answers nothing more. */
    void close() {
        wipe();
        broken = true;
    }
}
