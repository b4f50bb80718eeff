package org.keyrack.protocol.answer;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of GET DATA 0101, 30 bytes and 6 for each T.
 *
 * @param asId identifier of the AS, 4 bytes; zero in a blank one
 * @param label up to 16 printable ASCII characters
 * @param state life-cycle state
 * @param operatorTriesLeft 0 to 3
 * @param administratorTriesLeft 0 to 3
 * @param custodianTriesLeft 0 to 3
 * @param acts how often the AS was worked on since it was first OPERATIONAL, 0000 to FFFF (protocol.md, Roles)
 * @param ctr export counter, 00000000 to FFFFFFFF
 * @param slots the T's held, ascending by slot, at most 4
 */
public record AsIdentity(
        Bytes asId,
        String label,
        LifeCycleState state,
        int operatorTriesLeft,
        int administratorTriesLeft,
        int custodianTriesLeft,
        int acts,
        long ctr,
        List<TransportKeySlot> slots) {
    private static final int TRIES = 3;
    private static final int SLOTS = 4;

    public AsIdentity {
        slots = List.copyOf(slots);
        Range.requireLength("The AS id", asId, 4);
        Label.requireForm(label);
        Range.require("Operator tries", operatorTriesLeft, 0, TRIES);
        Range.require("Administrator tries", administratorTriesLeft, 0, TRIES);
        Range.require("Custodian tries", custodianTriesLeft, 0, TRIES);
        Range.require("Acts", acts, 0, 0xFFFF);
        Range.require("Ctr", ctr, 0, 0xFFFFFFFFL);
        Range.require("The number of T's", slots.size(), 0, SLOTS);
    }

    /** Tries left of a person's PIN, 0 to 3; 0 means blocked. */
    public int triesLeft(PinReference reference) {
        return switch (reference) {
            case OPERATOR -> operatorTriesLeft;
            case ADMINISTRATOR -> administratorTriesLeft;
            case CUSTODIAN -> custodianTriesLeft;
        };
    }

    /**
     * A T in the AS.
     *
     * @param slot 1 to 4
     * @param suite suite of T
     * @param tVersion version of T, 00 to FF
     * @param kcv KCV of T
     */
    public record TransportKeySlot(int slot, Suite suite, int tVersion, Kcv kcv) {
        public TransportKeySlot {
            Range.require("Slot", slot, 1, SLOTS);
            Range.require("tVersion", tVersion, 0, 0xFF);
        }

        private Bytes encode() {
            return new WireWriter()
                    .u8(slot)
                    .u8(suite.code())
                    .u8(tVersion)
                    .kcv(kcv)
                    .toBytes();
        }

        private static TransportKeySlot read(WireReader in, int above) throws ProtocolFailure {
            int slot = in.u8();
            in.require(slot > above && slot <= SLOTS, "has T slots that do not ascend from 01 to 04");
            return new TransportKeySlot(slot, Suite.of(in.u8()), in.u8(), in.kcv());
        }
    }

    public Bytes encode() {
        WireWriter out = new WireWriter()
                .bytes(asId)
                .bytes(Label.encode(label))
                .u8(state.code())
                .u8(operatorTriesLeft)
                .u8(administratorTriesLeft)
                .u8(custodianTriesLeft)
                .u16(acts)
                .u32(ctr);
        slots.forEach(slot -> out.bytes(slot.encode()));
        return out.toBytes();
    }

    /** @throws ProtocolFailure for a wrong length, label, state, number of tries, slot or suite */
    public static AsIdentity decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("AS identity", bytes).ofLength(30, 36, 42, 48, 54);
        Bytes asId = in.bytes(4);
        String label = Label.decode(in.bytes(Label.LENGTH));
        LifeCycleState state = LifeCycleState.of(in.u8());
        int operator = in.u8();
        int administrator = in.u8();
        int custodian = in.u8();
        int acts = in.u16();
        in.require(operator <= TRIES && administrator <= TRIES && custodian <= TRIES, "has more than 3 tries of a PIN");
        long ctr = in.u32();
        List<TransportKeySlot> slots = new ArrayList<>();
        while (in.remaining() > 0) {
            slots.add(TransportKeySlot.read(
                    in, slots.isEmpty() ? 0 : slots.get(slots.size() - 1).slot()));
        }
        return new AsIdentity(asId, label, state, operator, administrator, custodian, acts, ctr, slots);
    }
}
