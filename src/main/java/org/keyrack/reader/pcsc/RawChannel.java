package org.keyrack.reader.pcsc;

import javax.smartcardio.CardException;

/** Sends a command once and gives back what came: no GET RESPONSE, nothing sent again. */
@FunctionalInterface
interface RawChannel {
    /**
     * @param command 4 to 261 bytes
     * @return 0 to 258 bytes; fewer than 2 are no answer of a card
     */
    byte[] transmit(byte[] command) throws CardException;
}
