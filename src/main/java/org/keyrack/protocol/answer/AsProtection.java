package org.keyrack.protocol.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of GET DATA 0103, 10 bytes (protocol.md, Personalization): what shows a planted key or a lock left open.
 *
 * @param locks what the AS is forbidden for good
 * @param pinsSet the PINs that were given a value
 * @param personalizationKey whether a Kperso is there
 * @param kbkKcv KCV of the KBK; {@link Kcv#NONE} without one
 * @param slots T slots 01 to 04
 */
public record AsProtection(
        Set<Lock> locks, Set<PinReference> pinsSet, boolean personalizationKey, Kcv kbkKcv, List<Slot> slots) {
    /** Length in bytes. */
    public static final int LENGTH = 10;

    private static final int SLOTS = 4;
    private static final int ALL_PINS = 0x07;
    private static final int BARRED = 0x80;

    public AsProtection {
        locks = Set.copyOf(locks);
        pinsSet = Set.copyOf(pinsSet);
        slots = List.copyOf(slots);
        Range.require("The number of slots", slots.size(), SLOTS, SLOTS);
    }

    /** How a T came into its slot. */
    public enum Origin {
        COMPONENTS(1),
        DRAWN_HERE(2),
        SEALED_RECORD(3);

        private final int code;

        Origin(int code) {
            this.code = code;
        }

        /** @throws ProtocolFailure when there is none with this code */
        public static Origin of(int code) throws ProtocolFailure {
            for (Origin origin : values()) {
                if (origin.code == code) {
                    return origin;
                }
            }
            throw new ProtocolFailure(String.format(Locale.ROOT, "There is no origin %02X", code));
        }

        /** 01 to 03. */
        public int code() {
            return code;
        }
    }

    /**
     * A T slot.
     *
     * @param origin how T came into it; empty without T
     * @param barredFromSealing whether T must not leave in a sealed record; false without T
     */
    public record Slot(Optional<Origin> origin, boolean barredFromSealing) {
        /** A slot without T. */
        public static final Slot EMPTY = new Slot(Optional.empty(), false);

        public Slot {
            if (origin.isEmpty() && barredFromSealing) {
                throw new IllegalArgumentException("A slot without T is barred from nothing");
            }
        }

        private int encode() {
            return origin.map(Origin::code).orElse(0) | (barredFromSealing ? BARRED : 0);
        }

        private static Slot read(WireReader in) throws ProtocolFailure {
            int value = in.u8();
            int origin = value & ~BARRED;
            in.require(value != BARRED, "bars a slot without T from sealing");
            return new Slot(origin == 0 ? Optional.empty() : Optional.of(Origin.of(origin)), (value & BARRED) != 0);
        }
    }

    public Bytes encode() {
        WireWriter out = new WireWriter()
                .u8(Lock.encode(locks))
                .u8(pinsSet.stream().mapToInt(AsProtection::bit).sum())
                .u8(personalizationKey ? 1 : 0)
                .kcv(kbkKcv);
        slots.forEach(slot -> out.u8(slot.encode()));
        return out.toBytes();
    }

    /** @throws ProtocolFailure for another length, an unknown lock, PIN or origin */
    public static AsProtection decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("AS protection", bytes).ofLength(LENGTH);
        Set<Lock> locks = Lock.decode(in.u8());
        int pins = in.u8();
        in.require((pins & ~ALL_PINS) == 0, "has a PIN that is unknown");
        Set<PinReference> pinsSet = new TreeSet<>();
        for (PinReference pin : PinReference.values()) {
            if ((pins & bit(pin)) != 0) {
                pinsSet.add(pin);
            }
        }
        int kperso = in.u8();
        in.require(kperso <= 1, "says of its Kperso neither yes nor no");
        Kcv kbk = in.kcv();
        List<Slot> slots = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(Slot.read(in));
        }
        return new AsProtection(locks, pinsSet, kperso == 1, kbk, slots);
    }

    private static int bit(PinReference pin) {
        return 1 << (pin.code() - PinReference.OPERATOR.code());
    }
}
