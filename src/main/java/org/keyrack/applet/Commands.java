package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** Receiving a command's data, and the checks of P1 P2 and length that come before all others. */
final class Commands {
    /** Where command data starts in the APDU buffer. */
    static final short DATA = (short) ISO7816.OFFSET_CDATA;

    private Commands() {}

    static void require(boolean condition, short sw) {
        if (!condition) {
            ISOException.throwIt(sw);
        }
    }

    static void requireP1P2(byte[] buffer, byte p1, byte p2) {
        require(buffer[ISO7816.OFFSET_P1] == p1 && buffer[ISO7816.OFFSET_P2] == p2, Sw.WRONG_P1_P2);
    }

    /** Lc, or Le of a command without data (it is 00 then), as the card sees it on both protocols. */
    static short length(byte[] buffer) {
        return (short) (buffer[ISO7816.OFFSET_LC] & (short) 0xFF);
    }

    static void requireNoData(byte[] buffer) {
        require(length(buffer) == 0, Sw.WRONG_LENGTH);
    }

    /** Receives command data of exactly that length at {@link #DATA}. */
    static void receive(APDU apdu, byte[] buffer, short length) {
        require(length(buffer) == length, Sw.WRONG_LENGTH);
        short received = apdu.setIncomingAndReceive();
        while (received < length) {
            short more = apdu.receiveBytes((short) (DATA + received));
            // A command that has only Le, on T=1.
            require(more > 0, Sw.WRONG_LENGTH);
            received = (short) (received + more);
        }
    }

    /** Receives command data of one of two lengths and answers which. */
    static short receive(APDU apdu, byte[] buffer, short oneLength, short otherLength) {
        short length = length(buffer);
        receive(apdu, buffer, length == oneLength ? oneLength : otherLength);
        return length;
    }

    /** Whether all bytes are zero. */
    static boolean isZero(byte[] data, short offset, short length) {
        byte any = 0;
        for (short i = 0; i < length; i++) {
            any = (byte) (any | data[(short) (offset + i)]);
        }
        return any == 0;
    }
}
