package org.keyrack.protocol;

import java.io.ByteArrayOutputStream;

/** Writes the fields of a message one after the other; integers are big-endian. Not for secrets. */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** One byte, 00 to FF. */
    public WireWriter u8(int value) {
        return unsigned(value, 1);
    }

    /** Two bytes, 0000 to FFFF. */
    public WireWriter u16(int value) {
        return unsigned(value, 2);
    }

    /** Four bytes, 00000000 to FFFFFFFF. */
    public WireWriter u32(long value) {
        return unsigned(value, 4);
    }

    public WireWriter bytes(Bytes value) {
        out.writeBytes(value.toArray());
        return this;
    }

    public WireWriter kcv(Kcv kcv) {
        return bytes(kcv.value());
    }

    public WireWriter serialNumber(SerialNumber sn) {
        return bytes(sn.bytes());
    }

    /** What was written. */
    public Bytes toBytes() {
        return Bytes.of(out.toByteArray());
    }

    private WireWriter unsigned(long value, int length) {
        Range.require("A field of " + length + " bytes", value, 0, (1L << (8 * length)) - 1);
        for (int i = length - 1; i >= 0; i--) {
            out.write((int) (value >> (8 * i)));
        }
        return this;
    }
}
