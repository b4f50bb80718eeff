package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The wire form of a {@link KeyPlace}. */
final class KeyPlaces {
    private KeyPlaces() {}

    static CommandApdu apdu(Shape shape, KeyPlace place) {
        if (place instanceof KeyPlace.TransportKeySlot t) {
            return shape.apdu(1, t.slot(), Bytes.EMPTY);
        }
        return place instanceof KeyPlace.ApplicationKey ta
                ? shape.apdu(2, 0, new WireWriter().u16(ta.ref1()).toBytes())
                : shape.apdu(3, 0, Bytes.EMPTY);
    }

    static KeyPlace parse(Shape shape, CommandApdu apdu) throws ProtocolFailure {
        shape.require(apdu);
        shape.require(KeyPlace.isNamedBy(apdu.p1(), apdu.p2()), "P1 P2");
        shape.requireLength(apdu, KeyPlace.dataLength(apdu.p1()));
        return switch (apdu.p1()) {
            case 1 -> new KeyPlace.TransportKeySlot(apdu.p2());
            case 2 -> new KeyPlace.ApplicationKey(shape.data(apdu, 2).u16());
            default -> new KeyPlace.BackupKey();
        };
    }
}
