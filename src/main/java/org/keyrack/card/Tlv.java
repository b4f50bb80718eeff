package org.keyrack.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * A BER-TLV data object (ISO/IEC 8825-1) as cards send them.
 *
 * @param tag of one or two bytes
 * @param value 0 to 65535 bytes
 */
record Tlv(int tag, Bytes value) {
    private static final int MORE_TAG = 0x1F;
    private static final int LONG_LENGTH = 0x80;

    /**
     * The objects that stand one after the other in a message.
     *
     * @param what the message's name, for failures
     */
    static List<Tlv> list(String what, Bytes bytes) throws ProtocolFailure {
        WireReader reader = new WireReader(what, bytes);
        List<Tlv> list = new ArrayList<>();
        while (reader.remaining() > 0) {
            int tag = reader.u8();
            if ((tag & MORE_TAG) == MORE_TAG) {
                tag = tag << 8 | reader.u8();
            }
            list.add(new Tlv(tag, reader.bytes(length(reader))));
        }
        return list;
    }

    private static int length(WireReader reader) throws ProtocolFailure {
        int first = reader.u8();
        return switch (first) {
            case LONG_LENGTH | 1 -> reader.u8();
            case LONG_LENGTH | 2 -> reader.u16();
            default -> {
                reader.require(first < LONG_LENGTH, "has a length of a form that no card uses");
                yield first;
            }
        };
    }

    static Optional<Bytes> find(List<Tlv> list, int tag) {
        return list.stream().filter(each -> each.tag == tag).map(Tlv::value).findFirst();
    }

    /** What is in an object that cards wrap around their answer, or leave out (YubiKeys do): the same either way. */
    static List<Tlv> unwrapped(String what, Bytes bytes, int wrapper) throws ProtocolFailure {
        List<Tlv> list = list(what, bytes);
        Optional<Bytes> inner = find(list, wrapper);
        return inner.isPresent() ? list(what, inner.get()) : list;
    }

    /** Tag and length of an object whose value follows. */
    static Bytes head(int tag, int length) {
        WireWriter out = tag > 0xFF ? new WireWriter().u16(tag) : new WireWriter().u8(tag);
        if (length >= 0x100) {
            out.u8(LONG_LENGTH | 2).u16(length);
        } else if (length >= LONG_LENGTH) {
            out.u8(LONG_LENGTH | 1).u8(length);
        } else {
            out.u8(length);
        }
        return out.toBytes();
    }

    static Bytes of(int tag, Bytes value) {
        return Bytes.concat(head(tag, value.length()), value);
    }
}
