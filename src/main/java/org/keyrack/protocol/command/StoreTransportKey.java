package org.keyrack.protocol.command;

import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * STORE T, to either unit in personalization: the key loaded becomes T; answers nothing.
 *
 * @param slot 1 to 4 in an AS, 0 in an EI
 * @param suite suite of T
 * @param tVersion version of T, 01 to FE
 * @param kcv KCV of the whole key
 */
public record StoreTransportKey(int slot, Suite suite, int tVersion, Kcv kcv) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 5;

    /** T slots of an AS. */
    static final int SLOTS = 4;
    /** FF is no version of a T: none could follow it. */
    static final int LAST_VERSION = 0xFE;

    private static final Shape SHAPE = new Shape(Instruction.STORET, false);

    public StoreTransportKey {
        Range.require("Slot", slot, 0, SLOTS);
        Range.require("tVersion", tVersion, 1, LAST_VERSION);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(
                slot, 0, new WireWriter().u8(suite.code()).u8(tVersion).kcv(kcv).toBytes());
    }

    /** @throws ProtocolFailure for other parameters, another length, an unknown suite, tVersion 00 or FF */
    public static StoreTransportKey parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(apdu.p1() <= SLOTS && apdu.p2() == 0, "P1 P2");
        WireReader in = SHAPE.data(apdu, LENGTH);
        Suite suite = Suite.of(in.u8());
        int tVersion = in.u8();
        SHAPE.require(isVersion(tVersion), "tVersion");
        return new StoreTransportKey(apdu.p1(), suite, tVersion, in.kcv());
    }

    static boolean isVersion(int tVersion) {
        return tVersion >= 1 && tVersion <= LAST_VERSION;
    }
}
