package org.keyrack.reader.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.card.Aid;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * What a blank card keeps of a package that was loaded: its name, not its code, for the applets of this tree run as the
 * code.
 *
 * @param aid of the package
 * @param major version
 * @param minor version
 * @param modules AIDs of its applets, 2 at most
 */
record BlankLoadFile(Aid aid, int major, int minor, List<Aid> modules) {
    private static final int MOST_MODULES = 2;
    private static final int PLACE = 17;

    /** Bytes in the card's memory. */
    static final int LENGTH = 2 + (1 + MOST_MODULES) * PLACE;

    private static final int HEADER = 1;
    private static final int APPLET = 3;
    private static final long MAGIC = 0xDECAFFEDL;

    /**
     * Reads the Header and Applet components of a load file (Java Card VM 3.0.4 sections 6.3 and 6.5), as a card does
     * while it links.
     *
     * @throws ProtocolFailure when they are malformed, or no such card could hold them
     */
    static BlankLoadFile link(Bytes code) throws ProtocolFailure {
        WireReader reader = new WireReader("The load file", code);
        List<Aid> modules = new ArrayList<>();
        Optional<Aid> aid = Optional.empty();
        int minor = 0;
        int major = 0;
        while (reader.remaining() > 0) {
            int tag = reader.u8();
            WireReader component = new WireReader("A component", reader.bytes(reader.u16()));
            if (tag == HEADER) {
                component.require(component.u32() == MAGIC, "is no header");
                component.bytes(3);
                minor = component.u8();
                major = component.u8();
                aid = Optional.of(aid(component));
            } else if (tag == APPLET) {
                for (int left = component.u8(); left > 0; left--) {
                    modules.add(aid(component));
                    component.u16();
                }
            }
        }
        reader.require(aid.isPresent() && modules.size() <= MOST_MODULES, "has no header, or too many applets");
        return new BlankLoadFile(aid.orElseThrow(), major, minor, modules);
    }

    private static Aid aid(WireReader reader) throws ProtocolFailure {
        try {
            return new Aid(reader.bytes(reader.u8()));
        } catch (IllegalArgumentException noAid) {
            throw reader.failure("has an AID of another length than AIDs have");
        }
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).put((byte) major).put((byte) minor);
        place(out, 0, aid.value());
        for (int i = 0; i < modules.size(); i++) {
            place(out, 1 + i, modules.get(i).value());
        }
        return out.array();
    }

    private static void place(ByteBuffer out, int number, Bytes value) {
        out.put(2 + number * PLACE, (byte) value.length());
        out.put(3 + number * PLACE, value.toArray(), 0, value.length());
    }

    static BlankLoadFile decode(byte[] bytes) {
        List<Aid> names = new ArrayList<>();
        for (int at = 2; at < LENGTH && bytes[at] != 0; at += PLACE) {
            names.add(new Aid(Bytes.of(bytes).slice(at + 1, at + 1 + bytes[at])));
        }
        return new BlankLoadFile(names.get(0), bytes[0] & 0xFF, bytes[1] & 0xFF, names.subList(1, names.size()));
    }
}
