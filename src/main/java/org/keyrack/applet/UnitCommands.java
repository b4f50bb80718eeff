package org.keyrack.applet;

import javacard.framework.APDU;

/** What a unit does with commands, and the volatile memory for it: made when the unit is first selected. */
abstract class UnitCommands {
    final Transients transients;
    final Aes aes;

    UnitCommands(Transients transients, Aes aes) {
        this.transients = transients;
        this.aes = aes;
    }

    /** A command of class 80: answers the length of its answer at the start of the buffer, or throws its status word. */
    abstract short keyRackCommand(APDU apdu, byte[] buffer);

    /** A command of class 00 other than SELECT, as {@link #keyRackCommand}. */
    abstract short isoCommand(APDU apdu, byte[] buffer);

    /** Whether the data of commands with this INS hold a PIN or a component. */
    abstract boolean carriesSecret(byte ins);
}
