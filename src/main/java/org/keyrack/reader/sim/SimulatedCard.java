package org.keyrack.reader.sim;

import java.io.IOException;

/**
 * A card made of software, as a reader sees it. It is called by one thread at a time; {@link #transmit} may take as long
 * as the card is meant to take. {@code VpcdCard} shows one to a pcscd; the in-process bench calls it directly.
 */
public interface SimulatedCard {
    /** Answer to reset, 2 to 33 bytes (ISO/IEC 7816-3 section 8), also while there is no power; empty: a mute card. */
    byte[] atr();

    /**
     * Gives power: a cold reset.
     *
     * @return the answer to reset, as {@link #atr()}
     */
    byte[] powerOn();

    /**
     * Warm reset: volatile memory is lost.
     *
     * @return the answer to reset, as {@link #atr()}
     */
    byte[] reset();

    /** Takes power away: volatile memory is lost. */
    void powerOff();

    /**
     * One command.
     *
     * @param apdu 4 to 261 bytes
     * @return data and status word, at least 2 bytes unless the card is meant to break the rules
     * @throws IOException when the card drops the link instead of answering: to the reader it is gone
     */
    byte[] transmit(byte[] apdu) throws IOException;
}
