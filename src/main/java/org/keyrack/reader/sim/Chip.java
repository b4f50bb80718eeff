package org.keyrack.reader.sim;

import java.util.Optional;

/** What a fault script reaches for inside a card. */
interface Chip {
    /** Tears the non-volatile write with this number, counted from 1 from now on; 0 takes that back. */
    void tearAt(int write);

    /** From now on the card's random generator repeats what it gave last, after a reset too. */
    void stickRandom();

    /** The name of the command of these bytes without blanks, as what is selected now understands them. */
    Optional<String> command(byte[] apdu);
}
