package org.keyrack.journal;

import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/**
 * A card in preparation.
 *
 * @param reader the reader it is in
 * @param shelf the number on the reader's slot of the shelf, from 1; absent when it has none
 * @param card its key diversification data, 10 bytes; empty while it could not be read
 * @param sn SN of the module; empty of an AS, and before one was given
 */
public record PreparedCard(String reader, OptionalInt shelf, Bytes card, Optional<SerialNumber> sn) {
    public PreparedCard with(SerialNumber given) {
        return new PreparedCard(reader, shelf, card, Optional.of(given));
    }
}
