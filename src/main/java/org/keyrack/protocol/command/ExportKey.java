package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * EXPORTKEY, to the AS; answers {@link ExportedKey}. Never sent a second time: an answer lost asks for a fresh R.
 *
 * @param suite suite of the download
 * @param slot slot of T in the AS, 1 to 4
 * @param sn serial number of the EI
 * @param ref1 the key of the AS, 0000 to FFFF
 * @param ref2 the location of the EI, 0000 to FFFF
 * @param r the EI's random number, 16 bytes
 * @param p the EI's proof, 8 bytes
 */
public record ExportKey(Suite suite, int slot, SerialNumber sn, int ref1, int ref2, Bytes r, Bytes p)
        implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 36;

    private static final Shape SHAPE = new Shape(Instruction.EXPORTKEY, true);

    public ExportKey {
        Range.require("Slot", slot, 0, 0xFF);
        Range.require("REF1", ref1, 0, 0xFFFF);
        Range.require("REF2", ref2, 0, 0xFFFF);
        Range.requireLength("R", r, 16);
        Range.requireLength("P", p, 8);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(
                suite.code(),
                slot,
                new WireWriter()
                        .serialNumber(sn)
                        .u16(ref1)
                        .u16(ref2)
                        .bytes(r)
                        .bytes(p)
                        .toBytes());
    }

    /**
     * What the AS answered.
     *
     * @param answer 80 or 96 bytes
     * @throws ProtocolFailure when it is malformed, or for another key, location or suite than was asked for
     */
    public ExportedKey answered(Bytes answer) throws ProtocolFailure {
        ExportedKey exported = ExportedKey.decode(answer);
        if (exported.header().ref1() != ref1
                || exported.header().ref2() != ref2
                || exported.header().suite() != suite) {
            throw new ProtocolFailure("EXPORTKEY answered for another key, location or suite");
        }
        return exported;
    }

    /** @throws ProtocolFailure for another length or an unknown suite; any slot is read, for the AS to answer 6A88 */
    public static ExportKey parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        WireReader in = SHAPE.data(apdu, LENGTH);
        return new ExportKey(
                Suite.of(apdu.p1()), apdu.p2(), in.serialNumber(), in.u16(), in.u16(), in.bytes(16), in.bytes(8));
    }
}
