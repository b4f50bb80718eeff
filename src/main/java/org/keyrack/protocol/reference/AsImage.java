package org.keyrack.protocol.reference;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.AsMemory.ApplicationKey;

/** An AS's non-volatile memory as one string of bytes, for the keystore. It holds keys and PINs: whoever gets it wipes it. */
final class AsImage {
    private static final int VERSION = 1;

    private AsImage() {}

    static byte[] write(AsMemory memory) throws IOException {
        WipedOutput wiped = new WipedOutput();
        DataOutputStream out = new DataOutputStream(wiped);
        out.writeByte(VERSION);
        out.write(memory.asId.toArray());
        out.writeUTF(memory.label);
        out.writeBoolean(memory.identitySet);
        out.writeByte(memory.state.code());
        out.writeLong(memory.ctr);
        writePin(out, memory.operator);
        writePin(out, memory.administrator);
        out.writeByte(memory.slots.size());
        for (Map.Entry<Integer, TransportKey> slot : memory.slots.entrySet()) {
            out.writeByte(slot.getKey());
            out.writeByte(slot.getValue().suite().code());
            out.writeByte(slot.getValue().version());
            writeSecret(out, slot.getValue().key().toArray());
        }
        out.writeByte(memory.keys.size());
        for (ApplicationKey key : memory.keys.values()) {
            out.write(key.entry().encode().toArray());
            writeSecret(out, key.key().toArray());
        }
        return wiped.takeAll();
    }

    /**
     * Reads an image.
     *
     * @throws IOException when it is none
     */
    static AsMemory read(byte[] image) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(image))) {
            AsMemory memory = new AsMemory();
            if (in.readUnsignedByte() != VERSION) {
                throw new IOException("The AS was written by another version of KeyRack");
            }
            memory.asId = Bytes.of(in.readNBytes(4));
            memory.label = in.readUTF();
            memory.identitySet = in.readBoolean();
            memory.state = LifeCycleState.of(in.readUnsignedByte());
            memory.ctr = in.readLong();
            readPin(in, memory.operator);
            readPin(in, memory.administrator);
            int slots = in.readUnsignedByte();
            for (int i = 0; i < slots; i++) {
                int slot = in.readUnsignedByte();
                Suite suite = Suite.of(in.readUnsignedByte());
                int version = in.readUnsignedByte();
                memory.slots.put(slot, new TransportKey(suite, version, SecretKeyBytes.taking(readSecret(in))));
            }
            int keys = in.readUnsignedByte();
            for (int i = 0; i < keys; i++) {
                KeyDirectoryEntry entry = KeyDirectoryEntry.decode(Bytes.of(in.readNBytes(KeyDirectoryEntry.LENGTH)));
                memory.keys.put(entry.ref1(), new ApplicationKey(entry, SecretKeyBytes.taking(readSecret(in))));
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
