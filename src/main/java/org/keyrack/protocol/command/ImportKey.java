package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * IMPORTKEY, to an EI; answers {@code ImportedKey}. Never sent a second time: an answer lost is UNKNOWN.
 *
 * @param ref2 the location, 0000 to FFFF
 * @param data header, E, SAS; 48 or 64 bytes
 * @param cas certificate over DATA, 16 bytes
 * @param answerNextInitiate whether the answer shall carry the next INITIATE
 */
public record ImportKey(int ref2, Bytes data, Bytes cas, boolean answerNextInitiate) implements Command {
    /** Length of the command data in bytes, with an AES-128 key. */
    public static final int SHORT_LENGTH = 66;
    /** Length of the command data in bytes, with an AES-256 key. */
    public static final int LONG_LENGTH = 82;

    private static final Shape SHAPE = new Shape(Instruction.IMPORTKEY, true);

    public ImportKey {
        Range.require("REF2", ref2, 0, 0xFFFF);
        Range.requireLength("DATA", data, data.length() == 48 ? 48 : 64);
        Range.requireLength("CAS", cas, 16);
    }

    /** Imports into the location that the header names. */
    public ImportKey(ExportedKey exported, boolean answerNextInitiate) {
        this(exported.header().ref2(), exported.data(), exported.cas(), answerNextInitiate);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(
                answerNextInitiate ? 1 : 0,
                0,
                new WireWriter().u16(ref2).bytes(data).bytes(cas).toBytes());
    }

    /** @throws ProtocolFailure for other parameters or another length; DATA is not looked into */
    public static ImportKey parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(apdu.p1() <= 1 && apdu.p2() == 0, "P1 P2");
        WireReader in = SHAPE.data(apdu, SHORT_LENGTH, LONG_LENGTH);
        return new ImportKey(in.u16(), in.bytes(in.remaining() - 16), in.bytes(16), apdu.p1() == 1);
    }
}
