package org.keyrack.token.pkcs11;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A template: attributes with their values, CK_ATTRIBUTE[]. */
public final class Attributes {
    public static final long CLASS = 0x000;
    public static final long TOKEN = 0x001;
    public static final long PRIVATE = 0x002;
    public static final long LABEL = 0x003;
    public static final long VALUE = 0x011;
    public static final long KEY_TYPE = 0x100;
    public static final long ID = 0x102;
    public static final long SENSITIVE = 0x103;
    public static final long ENCRYPT = 0x104;
    public static final long DECRYPT = 0x105;
    public static final long WRAP = 0x106;
    public static final long UNWRAP = 0x107;
    public static final long SIGN = 0x108;
    public static final long VERIFY = 0x10A;
    public static final long DERIVE = 0x10C;
    public static final long VALUE_LEN = 0x161;
    public static final long EXTRACTABLE = 0x162;
    public static final long MODIFIABLE = 0x170;

    private static final long SECRET_KEY = 4;
    private static final long AES = 0x1F;

    private record Attribute(long type, byte[] value) {}

    private final List<Attribute> attributes = new ArrayList<>();

    /** A template of an AES key, nothing said of what it may do. */
    public static Attributes aesKey() {
        return new Attributes().number(CLASS, SECRET_KEY).number(KEY_TYPE, AES);
    }

    public Attributes flag(long type, boolean value) {
        attributes.add(new Attribute(type, new byte[] {(byte) (value ? 1 : 0)}));
        return this;
    }

    public Attributes number(long type, long value) {
        ByteBuffer buffer = ByteBuffer.allocate(Layout.ULONG).order(ByteOrder.nativeOrder());
        if (Layout.ULONG == Long.BYTES) {
            buffer.putLong(value);
        } else {
            buffer.putInt((int) value);
        }
        attributes.add(new Attribute(type, buffer.array()));
        return this;
    }

    /** @param value a copy is kept until {@link #wipe} */
    public Attributes bytes(long type, byte[] value) {
        attributes.add(new Attribute(type, value.clone()));
        return this;
    }

    /** Overwrites the values. */
    public void wipe() {
        attributes.forEach(attribute -> Arrays.fill(attribute.value(), (byte) 0));
    }

    int count() {
        return attributes.size();
    }

    /** The structure outside the heap, its values behind it in the same block, so that clearing the block clears them. */
    Memory write() {
        int value = Layout.after(Layout.ULONG, Layout.POINTER);
        int length = Layout.after(value + Layout.POINTER, Layout.ULONG);
        int size = length + Layout.ULONG;
        int values = attributes.stream()
                .mapToInt(attribute -> attribute.value().length)
                .sum();
        Memory memory = new Memory(Math.max(1, (long) size * attributes.size() + values));
        long free = (long) size * attributes.size();
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            long at = (long) i * size;
            memory.write(free, attribute.value(), 0, attribute.value().length);
            Layout.putUlong(memory, at, attribute.type());
            memory.setPointer(at + value, memory.share(free));
            Layout.putUlong(memory, at + length, attribute.value().length);
            free += attribute.value().length;
        }
        return memory;
    }

    /** One attribute to be asked for, with room for its value. */
    static Memory query(long type, Memory room) {
        int value = Layout.after(Layout.ULONG, Layout.POINTER);
        int length = Layout.after(value + Layout.POINTER, Layout.ULONG);
        Memory memory = new Memory(length + Layout.ULONG);
        Layout.putUlong(memory, 0, type);
        memory.setPointer(value, room);
        Layout.putUlong(memory, length, room.size());
        return memory;
    }

    /** The length that the library has written into {@link #query}. */
    static long queried(Memory query) {
        return Layout.ulong(query, query.size() - Layout.ULONG);
    }
}
