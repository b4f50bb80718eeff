package org.keyrack.protocol.former;

import java.io.IOException;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** The non-volatile memory of an AS, and how it becomes durable. */
final class AsMemory {
    static final int SLOTS = 4;
    static final int KEYS = 32;

    Bytes asId = Bytes.zero(4);
    String label = "";
    boolean identitySet;
    LifeCycleState state = LifeCycleState.BLANK;
    long ctr;
    final StoredPin operator = new StoredPin();
    final StoredPin administrator = new StoredPin();
    final TreeMap<Integer, TransportKey> slots = new TreeMap<>();
    final TreeMap<Integer, ApplicationKey> keys = new TreeMap<>();

    private Durability durability = memory -> {};
    private boolean broken;

    /** A key of the directory. */
    record ApplicationKey(KeyDirectoryEntry entry, SecretKeyBytes key) {}

    /** Writes the memory where it outlives the program. */
    interface Durability {
        void write(AsMemory memory) throws IOException;
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

    /** The answer of 0101 without a custodian and without acts. */
    Bytes identity() {
        WireWriter out = new WireWriter()
                .bytes(asId)
                .bytes(Label.encode(label))
                .u8(state.code())
                .u8(operator.triesLeft())
                .u8(administrator.triesLeft())
                .u32(ctr);
        slots.forEach(
                (slot, t) -> out.u8(slot).u8(t.suite().code()).u8(t.version()).kcv(t.kcv()));
        return out.toBytes();
    }

    /** Counts an export: Ctr up, exports left down. */
    void spend(int ref1) {
        ctr++;
        ApplicationKey key = keys.get(ref1);
        KeyDirectoryEntry entry = key.entry();
        if (entry.exportsLeft() != KeyDirectoryEntry.NO_LIMIT) {
            keys.put(ref1, new ApplicationKey(entry.withExportsLeft(entry.exportsLeft() - 1), key.key()));
        }
    }

    void wipe() {
        slots.values().forEach(slot -> slot.key().close());
        keys.values().forEach(key -> key.key().close());
        operator.wipe();
        administrator.wipe();
        broken = true;
    }
}
