package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * VERIFYRECEIPT, to the AS, for audits; answers nothing, or 6300 when the receipt is not that unit's.
 *
 * @param suite suite of the download
 * @param slot slot of T in the AS, 1 to 4
 * @param sn serial number of the EI
 * @param r R of the download, 16 bytes
 * @param header header of the download
 * @param sas SAS of the download, 16 bytes
 * @param receipt what the EI answered, 16 bytes
 */
public record VerifyReceipt(Suite suite, int slot, SerialNumber sn, Bytes r, Header header, Bytes sas, Bytes receipt)
        implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 72;

    private static final Shape SHAPE = new Shape(Instruction.VERIFYRECEIPT, false);

    public VerifyReceipt {
        Range.require("Slot", slot, 0, 0xFF);
        Range.requireLength("R", r, 16);
        Range.requireLength("SAS", sas, 16);
        Range.requireLength("The receipt", receipt, 16);
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
                        .bytes(r)
                        .bytes(header.encode())
                        .bytes(sas)
                        .bytes(receipt)
                        .toBytes());
    }

    /** @throws ProtocolFailure for another length, an unknown suite or a wrong header */
    public static VerifyReceipt parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        WireReader in = SHAPE.data(apdu, LENGTH);
        return new VerifyReceipt(
                Suite.of(apdu.p1()),
                apdu.p2(),
                in.serialNumber(),
                in.bytes(16),
                Header.decode(in.bytes(Header.LENGTH)),
                in.bytes(16),
                in.bytes(16));
    }
}
