package org.keyrack.token.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** A mechanism with its parameter, CK_MECHANISM. */
public final class Mechanism {
    public static final long AES_KEY_GEN = 0x1080;
    public static final long AES_ECB = 0x1081;
    public static final long AES_CBC = 0x1082;
    public static final long AES_CMAC = 0x108A;
    public static final long AES_ECB_ENCRYPT_DATA = 0x1104;
    public static final long EXTRACT_KEY_FROM_KEY = 0x365;
    public static final long SP800_108_COUNTER_KDF = 0x3AC;

    private static final long ITERATION_VARIABLE = 1;
    private static final long BYTE_ARRAY = 4;
    private static final int COUNTER_BITS = 8;

    private final Memory structure;
    /** What the structure points to; held so that it lives as long. */
    private final Memory[] parts;

    private Mechanism(long type, @Nullable Memory parameter, Memory... parts) {
        this.parts = parts.clone();
        int pointer = Layout.after(Layout.ULONG, Layout.POINTER);
        int length = Layout.after(pointer + Layout.POINTER, Layout.ULONG);
        structure = new Memory(length + Layout.ULONG);
        Layout.putUlong(structure, 0, type);
        structure.setPointer(pointer, parameter);
        Layout.putUlong(structure, length, parameter == null ? 0 : parameter.size());
        this.parameter = parameter;
    }

    private final @Nullable Memory parameter;

    /** A mechanism without a parameter. */
    public static Mechanism of(long type) {
        return new Mechanism(type, null);
    }

    /**
     * CKM_AES_CBC.
     *
     * @param iv 16 bytes
     */
    public static Mechanism cbc(byte[] iv) {
        return new Mechanism(AES_CBC, Layout.bytes(iv));
    }

    /**
     * CKM_EXTRACT_KEY_FROM_KEY.
     *
     * @param bit where the new key begins in the old one
     */
    public static Mechanism extract(int bit) {
        Memory parameter = new Memory(Layout.ULONG);
        Layout.putUlong(parameter, 0, bit);
        return new Mechanism(EXTRACT_KEY_FROM_KEY, parameter);
    }

    /** CKM_AES_ECB_ENCRYPT_DATA: the new key is these blocks, enciphered under the old one. */
    public static Mechanism encryptData(byte[] blocks) {
        Memory data = Layout.bytes(blocks);
        int length = Layout.after(Layout.POINTER, Layout.ULONG);
        Memory parameter = new Memory(length + Layout.ULONG);
        parameter.setPointer(0, data);
        Layout.putUlong(parameter, length, blocks.length);
        return new Mechanism(AES_ECB_ENCRYPT_DATA, parameter, data);
    }

    /**
     * CKM_SP800_108_COUNTER_KDF with CKM_AES_CMAC, an 8-bit counter before the fixed input.
     *
     * @param fixed label, 00, context and length
     */
    public static Mechanism counterKdf(byte[] fixed) {
        Memory input = Layout.bytes(fixed);
        int width = Layout.after(1, Layout.ULONG);
        Memory counter = new Memory(width + Layout.ULONG);
        counter.clear();
        Layout.putUlong(counter, width, COUNTER_BITS);
        int value = Layout.after(Layout.ULONG, Layout.POINTER);
        int length = Layout.after(value + Layout.POINTER, Layout.ULONG);
        int size = length + Layout.ULONG;
        Memory data = new Memory(2L * size);
        put(data, 0, ITERATION_VARIABLE, counter, counter.size(), value, length);
        put(data, size, BYTE_ARRAY, input, fixed.length, value, length);
        int pointer = Layout.after(2 * Layout.ULONG, Layout.POINTER);
        int more = Layout.after(pointer + Layout.POINTER, Layout.ULONG);
        int moreKeys = Layout.after(more + Layout.ULONG, Layout.POINTER);
        Memory parameter = new Memory(moreKeys + Layout.POINTER);
        parameter.clear();
        Layout.putUlong(parameter, 0, AES_CMAC);
        Layout.putUlong(parameter, Layout.ULONG, 2);
        parameter.setPointer(pointer, data);
        return new Mechanism(SP800_108_COUNTER_KDF, parameter, data, counter, input);
    }

    private static void put(Memory data, int at, long type, Pointer to, long size, int value, int length) {
        Layout.putUlong(data, at, type);
        data.setPointer(at + value, to);
        Layout.putUlong(data, at + length, size);
    }

    Memory structure() {
        return structure;
    }

    /** Clears what it points to. */
    void clear() {
        if (parameter != null) {
            parameter.clear();
        }
        for (Memory part : parts) {
            part.clear();
        }
    }
}
