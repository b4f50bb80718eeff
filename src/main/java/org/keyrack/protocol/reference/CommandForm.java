package org.keyrack.protocol.reference;

import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.command.Pin;

/** The second and third check of a personalization or PIN command: its length, and that it is in a session if it must be. */
interface CommandForm {
    void require(CommandApdu apdu, int... lengths) throws Refused;

    /** The same of PINs: one that is not 4 to 8 digits and their padding has a wrong length, and costs no try. */
    default void requirePins(CommandApdu apdu, int... lengths) throws Refused {
        ReferenceUnit.requireLength(apdu, lengths);
        for (int at = 0; at < apdu.data().length; at += Pin.LENGTH) {
            Refused.require(Pin.isWellFormed(apdu.data(), at), Refused.WRONG_LENGTH);
        }
        require(apdu, lengths);
    }
}
