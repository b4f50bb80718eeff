package org.keyrack.token.link;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.token.Creation;
import org.keyrack.token.TokenAddress;

/** How a new AS is asked for over the pipe. */
final class Requests {
    private Requests() {}

    /** What {@code CREATE} carries. */
    record Create(Path file, Creation creation, Map<String, List<SecretKeyBytes>> components, byte[] pin)
            implements AutoCloseable {
        @Override
        public void close() {
            components.values().forEach(list -> list.forEach(SecretKeyBytes::close));
            Arrays.fill(pin, (byte) 0);
        }
    }

    /** A buffer that leaves no copies of itself behind. */
    private static final class Wiped extends OutputStream {
        private byte[] bytes = new byte[4096];
        private int count;

        @Override
        public void write(int value) {
            if (count == bytes.length) {
                byte[] larger = Arrays.copyOf(bytes, 2 * bytes.length);
                Arrays.fill(bytes, (byte) 0);
                bytes = larger;
            }
            bytes[count++] = (byte) value;
        }

        byte[] take() {
            byte[] taken = Arrays.copyOf(bytes, count);
            Arrays.fill(bytes, (byte) 0);
            return taken;
        }
    }

    static byte[] encode(Create create) throws IOException {
        Wiped bytes = new Wiped();
        DataOutputStream out = new DataOutputStream(bytes);
        Creation creation = create.creation();
        out.writeUTF(create.file().toAbsolutePath().toString());
        out.writeBoolean(creation.token().isPresent());
        if (creation.token().isPresent()) {
            write(out, creation.token().get());
        }
        out.writeBoolean(creation.slot().isPresent());
        out.writeLong(creation.slot().orElse(0));
        out.write(creation.asId().toArray());
        out.writeUTF(creation.label());
        out.writeBoolean(creation.undiversified());
        out.writeInt(creation.slots().size());
        for (TransportKeySlot slot : creation.slots()) {
            out.writeByte(slot.slot());
            out.writeByte(slot.suite().code());
            out.writeByte(slot.tVersion());
            out.write(slot.kcv().value().toArray());
        }
        out.writeInt(creation.keys().size());
        for (KeyDirectoryEntry key : creation.keys()) {
            out.write(key.encode().toArray());
        }
        out.writeInt(create.components().size());
        for (Map.Entry<String, List<SecretKeyBytes>> key : create.components().entrySet()) {
            out.writeUTF(key.getKey());
            out.writeInt(key.getValue().size());
            for (SecretKeyBytes component : key.getValue()) {
                byte[] value = component.toArray();
                block(out, value);
                Arrays.fill(value, (byte) 0);
            }
        }
        block(out, create.pin());
        return bytes.take();
    }

    static Create create(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        try {
            Path file = Path.of(in.readUTF());
            Optional<TokenAddress> token = in.readBoolean() ? Optional.of(address(in)) : Optional.empty();
            boolean chosen = in.readBoolean();
            long slotId = in.readLong();
            Bytes asId = Bytes.of(in.readNBytes(4));
            String label = in.readUTF();
            boolean undiversified = in.readBoolean();
            List<TransportKeySlot> slots = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                slots.add(new TransportKeySlot(
                        in.readUnsignedByte(),
                        Suite.of(in.readUnsignedByte()),
                        in.readUnsignedByte(),
                        new WireReader("KCV", Bytes.of(in.readNBytes(3))).kcv()));
            }
            List<KeyDirectoryEntry> keys = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                keys.add(KeyDirectoryEntry.decode(Bytes.of(in.readNBytes(KeyDirectoryEntry.LENGTH))));
            }
            Map<String, List<SecretKeyBytes>> components = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                List<SecretKeyBytes> values = new ArrayList<>();
                components.put(in.readUTF(), values);
                for (int j = in.readInt(); j > 0; j--) {
                    values.add(SecretKeyBytes.taking(block(in)));
                }
            }
            Creation creation = new Creation(
                    token,
                    chosen ? OptionalLong.of(slotId) : OptionalLong.empty(),
                    asId,
                    label,
                    slots,
                    keys,
                    undiversified);
            return new Create(file, creation, components, block(in));
        } catch (ProtocolFailure wrong) {
            throw new IOException(wrong);
        }
    }

    static void write(DataOutputStream out, TokenAddress address) throws IOException {
        out.writeUTF(address.library());
        out.writeBoolean(address.parameters().isPresent());
        out.writeUTF(address.parameters().orElse(""));
        out.writeInt(address.environment().size());
        for (Map.Entry<String, String> each : address.environment().entrySet()) {
            out.writeUTF(each.getKey());
            out.writeUTF(each.getValue());
        }
        out.writeUTF(address.label());
        out.writeUTF(address.serial());
    }

    static TokenAddress address(DataInputStream in) throws IOException {
        String library = in.readUTF();
        boolean given = in.readBoolean();
        String parameters = in.readUTF();
        Map<String, String> environment = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            environment.put(in.readUTF(), in.readUTF());
        }
        return new TokenAddress(
                library, given ? Optional.of(parameters) : Optional.empty(), environment, in.readUTF(), in.readUTF());
    }

    private static void block(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
