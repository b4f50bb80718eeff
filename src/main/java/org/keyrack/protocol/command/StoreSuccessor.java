package org.keyrack.protocol.command;

import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * STORE T of a successor, to the AS in personalization: the key that the card drew becomes T of a slot, with the bars of
 * another slot, and the transport key REF1 that leaves under that other slot alone; answers nothing.
 *
 * @param slot where the new T goes, 1 to 4
 * @param predecessor the slot whose T it follows, 1 to 4, another one
 * @param suite suite of both T
 * @param tVersion version of the new T, 01 to FE
 * @param kcv KCV of the new T
 * @param ref1 reference of the transport key, 0000 to FFFF
 * @param label up to 16 printable ASCII characters
 * @param exportsLeft of the transport key, 00000000 to FFFFFFFF
 */
public record StoreSuccessor(
        int slot, int predecessor, Suite suite, int tVersion, Kcv kcv, int ref1, String label, long exportsLeft)
        implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 27;

    private static final Shape SHAPE = new Shape(Instruction.STORET, false);

    public StoreSuccessor {
        Range.require("Slot", slot, 1, StoreTransportKey.SLOTS);
        Range.require("Predecessor", predecessor, 1, StoreTransportKey.SLOTS);
        Range.require("tVersion", tVersion, 1, StoreTransportKey.LAST_VERSION);
        Range.require("REF1", ref1, 0, 0xFFFF);
        Label.requireForm(label);
        Range.require("Exports left", exportsLeft, 0, 0xFFFFFFFFL);
        if (slot == predecessor) {
            throw new IllegalArgumentException("A T follows that of another slot");
        }
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(
                slot,
                predecessor,
                new WireWriter()
                        .u8(suite.code())
                        .u8(tVersion)
                        .kcv(kcv)
                        .u16(ref1)
                        .bytes(Label.encode(label))
                        .u32(exportsLeft)
                        .toBytes());
    }

    /** @throws ProtocolFailure for other parameters, another length, an unknown suite, a wrong label, tVersion 00 or FF */
    public static StoreSuccessor parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(isSlot(apdu.p1()) && isSlot(apdu.p2()) && apdu.p1() != apdu.p2(), "P1 P2");
        WireReader in = SHAPE.data(apdu, LENGTH);
        Suite suite = Suite.of(in.u8());
        int tVersion = in.u8();
        SHAPE.require(StoreTransportKey.isVersion(tVersion), "tVersion");
        return new StoreSuccessor(
                apdu.p1(),
                apdu.p2(),
                suite,
                tVersion,
                in.kcv(),
                in.u16(),
                Label.decode(in.bytes(Label.LENGTH)),
                in.u32());
    }

    private static boolean isSlot(int slot) {
        return slot >= 1 && slot <= StoreTransportKey.SLOTS;
    }
}
