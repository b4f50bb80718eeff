package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** Receiving a command's data, and the checks of P1 P2 and length that come before all others. */
final class Commands {
    /** Where command data starts in the APDU buffer. */
    static final short DATA = (short) ISO7816.OFFSET_CDATA;

    private static final short LABEL_LENGTH = (short) 16;

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

    /** Receives command data of exactly that length at {@link #DATA}; in a session it is there already. */
    static void receive(APDU apdu, byte[] buffer, short length) {
        require(length(buffer) == length, Sw.WRONG_LENGTH);
        if (apdu.getCurrentState() == APDU.STATE_INITIAL) {
            require(isReceived(apdu, buffer), Sw.WRONG_LENGTH);
        }
    }

    /** Receives all command data; false of a command that has only Le, on T=1. */
    static boolean isReceived(APDU apdu, byte[] buffer) {
        short length = length(buffer);
        short received = apdu.setIncomingAndReceive();
        while (received < length) {
            short more = apdu.receiveBytes((short) (DATA + received));
            if (more <= 0) {
                return false;
            }
            received = (short) (received + more);
        }
        return true;
    }

    /** Receives command data of one of two lengths and answers which. */
    static short receive(APDU apdu, byte[] buffer, short oneLength, short otherLength) {
        short length = length(buffer);
        receive(apdu, buffer, length == oneLength ? oneLength : otherLength);
        return length;
    }

    /** Refuses a label that is not printable ASCII, 16 bytes with its padding, nor all zero: it is shown to people. */
    static void requireLabel(byte[] buffer, short offset) {
        boolean printable = true;
        for (short i = 0; i < LABEL_LENGTH; i++) {
            byte value = buffer[(short) (offset + i)];
            printable = printable && value >= (byte) 0x20 && value <= (byte) 0x7E;
        }
        require(printable || isZero(buffer, offset, LABEL_LENGTH), Sw.MALFORMED);
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
