package org.keyrack.token.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * How PKCS#11 lays its structures out: CK_ULONG is a C long, fields are aligned as C aligns them; on Windows structures are
 * packed to one byte (PKCS#11 base specification, platform-specific considerations).
 */
final class Layout {
    static final int ULONG = NativeLong.SIZE;
    static final int POINTER = Native.POINTER_SIZE;
    private static final boolean PACKED = Platform.isWindows();

    private Layout() {}

    /** The offset of a field of this size that follows what ends at an offset. */
    static int after(int end, int size) {
        return PACKED ? end : (end + size - 1) / size * size;
    }

    static void putUlong(Pointer at, long offset, long value) {
        if (ULONG == Long.BYTES) {
            at.setLong(offset, value);
        } else {
            at.setInt(offset, (int) value);
        }
    }

    static long ulong(Pointer at, long offset) {
        return ULONG == Long.BYTES ? at.getLong(offset) : Integer.toUnsignedLong(at.getInt(offset));
    }

    /** Bytes outside the heap; for none a single byte, since there is no memory of none. */
    static Memory bytes(byte[] value) {
        Memory memory = new Memory(Math.max(1, value.length));
        memory.write(0, value, 0, value.length);
        return memory;
    }
}
