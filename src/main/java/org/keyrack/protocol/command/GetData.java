package org.keyrack.protocol.command;

import java.util.Locale;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * GET DATA, to either unit, in every state and without a PIN.
 *
 * @param tag 0000 to FFFF
 * @param data 0203: REF2; 0102 and 0202: nothing, or the number of the first entry wanted; else nothing
 */
public record GetData(int tag, Bytes data) implements Command {
    public static final int AS_IDENTITY = 0x0101;
    public static final int KEY_DIRECTORY = 0x0102;
    public static final int AS_PROTECTION = 0x0103;
    public static final int EI_IDENTITY = 0x0201;
    public static final int LOCATIONS = 0x0202;
    public static final int LAST_DOWNLOAD = 0x0203;

    private static final Shape SHAPE = new Shape(Instruction.GETDATA, true);

    public GetData {
        Range.require("Tag", tag, 0, 0xFFFF);
    }

    /** Answers {@code AsIdentity}. */
    public static GetData asIdentity() {
        return new GetData(AS_IDENTITY, Bytes.EMPTY);
    }

    /**
     * Answers entries of {@code KeyDirectoryEntry}, with 6310 when more remain.
     *
     * @param firstEntry number of the first entry wanted, 0 to 255
     */
    public static GetData keyDirectory(int firstEntry) {
        return new GetData(KEY_DIRECTORY, first(firstEntry));
    }

    /** Answers {@code AsProtection}. */
    public static GetData asProtection() {
        return new GetData(AS_PROTECTION, Bytes.EMPTY);
    }

    /** Answers {@code EiIdentity}. */
    public static GetData eiIdentity() {
        return new GetData(EI_IDENTITY, Bytes.EMPTY);
    }

    /**
     * Answers entries of {@code LocationEntry}, with 6310 when more remain.
     *
     * @param firstEntry number of the first entry wanted, 0 to 255
     */
    public static GetData locations(int firstEntry) {
        return new GetData(LOCATIONS, first(firstEntry));
    }

    /**
     * Answers {@code LastDownload}, or 6A88 when there was none.
     *
     * @param ref2 the location; 0000 asks for T
     */
    public static GetData lastDownload(int ref2) {
        return new GetData(LAST_DOWNLOAD, new WireWriter().u16(ref2).toBytes());
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(tag >> 8, tag & 0xFF, data);
    }

    /** @throws ProtocolFailure for an unknown tag, or a length that is not the tag's */
    public static GetData parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        int tag = (apdu.p1() << 8) | apdu.p2();
        switch (tag) {
            case AS_IDENTITY, AS_PROTECTION, EI_IDENTITY -> SHAPE.requireLength(apdu, 0);
            case KEY_DIRECTORY, LOCATIONS -> SHAPE.requireLength(apdu, 0, 1);
            case LAST_DOWNLOAD -> SHAPE.requireLength(apdu, 2);
            default -> throw new ProtocolFailure(String.format(Locale.ROOT, "GET DATA has no tag %04X", tag));
        }
        return new GetData(tag, Bytes.of(apdu.data()));
    }

    /** Number of the first entry wanted, for 0102 and 0202; 0 when the command does not say. */
    public int firstEntry() {
        return data.length() == 0 ? 0 : data.at(0);
    }

    /** The location asked for, for 0203. */
    public int ref2() {
        return (data.at(0) << 8) | data.at(1);
    }

    private static Bytes first(int entry) {
        return entry == 0 ? Bytes.EMPTY : new WireWriter().u8(entry).toBytes();
    }
}
