package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** Reads the fields of a message one after the other; integers are big-endian. */
public final class WireReader {
    private final String what;
    private final Bytes bytes;
    private int at;

    /**
     * Starts at the first byte.
     *
     * @param what the message's name, for failures
     */
    public WireReader(String what, Bytes bytes) {
        this.what = what;
        this.bytes = bytes;
    }

    /**
     * Refuses any other length.
     *
     * @param lengths the lengths allowed, in bytes
     */
    public WireReader ofLength(int... lengths) throws ProtocolFailure {
        for (int length : lengths) {
            if (bytes.length() == length) {
                return this;
            }
        }
        throw failure("has " + bytes.length() + " bytes, which no " + what + " has");
    }

    /** One byte, 00 to FF. */
    public int u8() throws ProtocolFailure {
        return (int) unsigned(1);
    }

    /** Two bytes, 0000 to FFFF. */
    public int u16() throws ProtocolFailure {
        return (int) unsigned(2);
    }

    /** Four bytes, 00000000 to FFFFFFFF. */
    public long u32() throws ProtocolFailure {
        return unsigned(4);
    }

    public Kcv kcv() throws ProtocolFailure {
        return new Kcv(bytes(Kcv.LENGTH));
    }

    public SerialNumber serialNumber() throws ProtocolFailure {
        return new SerialNumber(bytes(SerialNumber.LENGTH));
    }

    /** The next so many bytes. */
    public Bytes bytes(int length) throws ProtocolFailure {
        if (length > remaining()) {
            throw failure("is too short: " + bytes.length() + " bytes");
        }
        at += length;
        return bytes.slice(at - length, at);
    }

    public int remaining() {
        return bytes.length() - at;
    }

    /** Reads one byte and refuses any other value. */
    public void expect(int value, String field) throws ProtocolFailure {
        int found = u8();
        if (found != value) {
            throw failure(String.format(Locale.ROOT, "has %s %02X instead of %02X", field, found, value));
        }
    }

    /** Refuses what does not hold. */
    public void require(boolean holds, String otherwise) throws ProtocolFailure {
        if (!holds) {
            throw failure(otherwise);
        }
    }

    /** Refuses bytes that are left over. */
    public void end() throws ProtocolFailure {
        require(remaining() == 0, "is too long: " + bytes.length() + " bytes");
    }

    /** A failure that names this message. */
    public ProtocolFailure failure(String sentence) {
        return new ProtocolFailure(what + " " + sentence);
    }

    private long unsigned(int length) throws ProtocolFailure {
        Bytes field = bytes(length);
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | field.at(i);
        }
        return number;
    }
}
