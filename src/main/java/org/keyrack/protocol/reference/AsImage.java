package org.keyrack.protocol.reference;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceAsMemory.ApplicationKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.BackupKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.HeldTransportKey;

/** An AS's non-volatile memory as one string of bytes, for the keystore. It holds keys and PINs: whoever gets it wipes it. */
final class AsImage {
    private static final int VERSION = 2;

    private AsImage() {}

    static byte[] write(ReferenceAsMemory memory) throws IOException {
        WipedOutput wiped = new WipedOutput();
        DataOutputStream out = new DataOutputStream(wiped);
        out.writeByte(VERSION);
        out.write(memory.asId.toArray());
        out.writeUTF(memory.label);
        out.writeBoolean(memory.identitySet);
        out.writeByte(memory.state.code());
        out.writeLong(memory.ctr);
        out.writeShort(memory.acts);
        out.writeByte(Lock.encode(memory.locks));
        for (StoredPin pin : memory.pins()) {
            writePin(out, pin);
        }
        out.writeByte(memory.slots.size());
        for (Map.Entry<Integer, HeldTransportKey> slot : memory.slots.entrySet()) {
            TransportKey t = slot.getValue().t();
            out.writeByte(slot.getKey());
            out.writeByte(slot.getValue().origin().code());
            out.writeBoolean(slot.getValue().barredFromSealing());
            out.writeByte(t.suite().code());
            out.writeByte(t.version());
            out.write(t.kcv().value().toArray());
            writeKey(out, t.key());
        }
        out.writeByte(memory.keys.size());
        for (ApplicationKey key : memory.keys.values()) {
            out.write(key.entry().encode().toArray());
            writeKey(out, key.key());
        }
        out.writeBoolean(memory.backupKey.isPresent());
        if (memory.backupKey.isPresent()) {
            out.write(memory.backupKey.get().kcv().value().toArray());
            writeKey(out, memory.backupKey.get().key());
        }
        return wiped.takeAll();
    }

    /**
     * Reads an image.
     *
     * @throws IOException when it is none
     */
    static ReferenceAsMemory read(byte[] image) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(image))) {
            ReferenceAsMemory memory = new ReferenceAsMemory();
            if (in.readUnsignedByte() != VERSION) {
                throw new IOException("The AS was written by another version of KeyRack");
            }
            memory.asId = Bytes.of(in.readNBytes(4));
            memory.label = in.readUTF();
            memory.identitySet = in.readBoolean();
            memory.state = LifeCycleState.of(in.readUnsignedByte());
            memory.ctr = in.readLong();
            memory.acts = in.readUnsignedShort();
            memory.locks.addAll(Lock.decode(in.readUnsignedByte()));
            for (StoredPin pin : memory.pins()) {
                readPin(in, pin);
            }
            int slots = in.readUnsignedByte();
            for (int i = 0; i < slots; i++) {
                int slot = in.readUnsignedByte();
                Origin origin = Origin.of(in.readUnsignedByte());
                boolean barred = in.readBoolean();
                Suite suite = Suite.of(in.readUnsignedByte());
                int version = in.readUnsignedByte();
                Kcv kcv = new Kcv(Bytes.of(in.readNBytes(Kcv.LENGTH)));
                TransportKey t = new TransportKey(suite, version, readKey(in), kcv);
                memory.slots.put(slot, new HeldTransportKey(t, origin, barred));
            }
            int keys = in.readUnsignedByte();
            for (int i = 0; i < keys; i++) {
                KeyDirectoryEntry entry = KeyDirectoryEntry.decode(Bytes.of(in.readNBytes(KeyDirectoryEntry.LENGTH)));
                memory.keys.put(entry.ref1(), new ApplicationKey(entry, readKey(in)));
            }
            if (in.readBoolean()) {
                Kcv kcv = new Kcv(Bytes.of(in.readNBytes(Kcv.LENGTH)));
                memory.backupKey = Optional.of(new BackupKey(readKey(in), kcv));
            }
            return memory;
        } catch (ProtocolFailure | IllegalArgumentException e) {
            throw new IOException("The AS in the keystore is damaged", e);
        }
    }

    private static void writePin(DataOutputStream out, StoredPin pin) throws IOException {
        writeSecret(out, pin.value());
        out.writeByte(pin.triesLeft());
    }

    private static void readPin(DataInputStream in, StoredPin pin) throws IOException {
        byte[] value = readSecret(in);
        pin.restore(value, in.readUnsignedByte());
        Arrays.fill(value, (byte) 0);
    }

    /** A key that was wiped at the end of its AS has no bytes left. */
    private static void writeKey(DataOutputStream out, SecretKeyBytes key) throws IOException {
        writeSecret(out, key.isDestroyed() ? new byte[0] : key.toArray());
    }

    private static SecretKeyBytes readKey(DataInputStream in) throws IOException {
        return SecretKeyBytes.taking(readSecret(in));
    }

    private static void writeSecret(DataOutputStream out, byte[] copy) throws IOException {
        out.writeByte(copy.length);
        out.write(copy);
        Arrays.fill(copy, (byte) 0);
    }

    private static byte[] readSecret(DataInputStream in) throws IOException {
        return in.readNBytes(in.readUnsignedByte());
    }

    /** Large enough not to leave copies behind by growing: 32 keys and 4 T's take less than 3 KiB. */
    private static final class WipedOutput extends ByteArrayOutputStream {
        WipedOutput() {
            super(4096);
        }

        byte[] takeAll() {
            byte[] all = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return all;
        }
    }
}
