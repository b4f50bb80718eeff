package org.keyrack.reader.sim;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.keyrack.card.Aid;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** A load file on its way into a blank card: the blocks in order, the hash that INSTALL named, then the code is linked. */
final class BlankLoading {
    private static final int LAST = 0x80;
    private static final int LOAD_FILE_DATA = 0xC4;
    private static final int HASH = 32;

    private final BlankMemory memory;
    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    private Optional<Aid> announced = Optional.empty();
    private Optional<Bytes> hash = Optional.empty();
    private int next;

    BlankLoading(BlankMemory memory) {
        this.memory = memory;
    }

    /** Forgets what was loaded so far. */
    void abandon() {
        announced = Optional.empty();
        hash = Optional.empty();
        blocks.reset();
        next = 0;
    }

    /** INSTALL [for load] (GPC 2.3.1 section 11.5.2.3.1). */
    ResponseApdu announce(CommandApdu command) {
        abandon();
        try {
            WireReader reader = new WireReader("INSTALL [for load]", Bytes.of(command.data()));
            Aid aid = new Aid(reader.bytes(reader.u8()));
            reader.bytes(reader.u8());
            Bytes wanted = reader.bytes(reader.u8());
            reader.bytes(reader.u8());
            reader.bytes(reader.u8());
            reader.end();
            if (wanted.length() != 0 && wanted.length() != HASH) {
                return BlankAnswer.of(0x6A80);
            }
            if (memory.loadFile().isPresent()) {
                return BlankAnswer.of(memory.loadFile().orElseThrow().aid().equals(aid) ? 0x6985 : 0x6A84);
            }
            announced = Optional.of(aid);
            hash = Optional.of(wanted).filter(bytes -> bytes.length() > 0);
            return BlankAnswer.DONE;
        } catch (ProtocolFailure | IllegalArgumentException malformed) {
            return BlankAnswer.of(0x6A80);
        }
    }

    /** LOAD. Whatever is refused ends the loading: the card has nothing of it. */
    ResponseApdu load(CommandApdu command) {
        boolean last = command.p1() == LAST;
        if (announced.isEmpty() || (!last && command.p1() != 0) || command.p2() != next) {
            boolean begun = announced.isPresent();
            abandon();
            return BlankAnswer.of(begun ? 0x6A86 : 0x6985);
        }
        next++;
        blocks.writeBytes(command.data());
        if (!last) {
            return BlankAnswer.DONE;
        }
        try {
            Bytes code = code();
            BlankLoadFile file = BlankLoadFile.link(code);
            if (!announced.equals(Optional.of(file.aid()))
                    || !hash.orElse(Bytes.sha256(code.toArray())).equals(Bytes.sha256(code.toArray()))) {
                return BlankAnswer.of(0x6A80);
            }
            memory.putLoadFile(file);
            return BlankAnswer.DONE;
        } catch (ProtocolFailure malformed) {
            return BlankAnswer.of(0x6A80);
        } finally {
            abandon();
        }
    }

    /** What stands in the one data object C4 that was loaded. */
    private Bytes code() throws ProtocolFailure {
        WireReader reader = new WireReader("The load file", Bytes.of(blocks.toByteArray()));
        reader.expect(LOAD_FILE_DATA, "tag");
        int length = reader.u8();
        if (length == 0x81) {
            length = reader.u8();
        } else if (length == 0x82) {
            length = reader.u16();
        }
        Bytes code = reader.bytes(length);
        reader.end();
        return code;
    }
}
