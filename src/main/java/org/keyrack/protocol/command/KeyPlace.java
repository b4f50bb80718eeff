package org.keyrack.protocol.command;

import org.keyrack.protocol.Range;

/** Where a key is in an AS, as P1, P2 and the data of CLEAR and EXPORT SEALED name it. */
public sealed interface KeyPlace {
    /**
     * 01, slot: T of a slot.
     *
     * @param slot 1 to 4
     */
    record TransportKeySlot(int slot) implements KeyPlace {
        public TransportKeySlot {
            Range.require("Slot", slot, 1, StoreTransportKey.SLOTS);
        }
    }

    /**
     * 02, 00, REF1: a TA.
     *
     * @param ref1 0000 to FFFF
     */
    record ApplicationKey(int ref1) implements KeyPlace {
        public ApplicationKey {
            Range.require("REF1", ref1, 0, 0xFFFF);
        }
    }

    /** 03, 00: the KBK. */
    record BackupKey() implements KeyPlace {}

    /** Length of the command data that goes with a P1, in bytes. */
    static int dataLength(int p1) {
        return p1 == 2 ? 2 : 0;
    }

    /** Whether P1 and P2 name a place; 01 with slots 01 to 04, 02 and 03 with 00. */
    static boolean isNamedBy(int p1, int p2) {
        return p1 == 1 ? p2 >= 1 && p2 <= StoreTransportKey.SLOTS : (p1 == 2 || p1 == 3) && p2 == 0;
    }
}
