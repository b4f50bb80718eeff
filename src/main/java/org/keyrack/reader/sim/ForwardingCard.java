package org.keyrack.reader.sim;

import java.io.IOException;

/** A card in a card: what it does not do itself goes to the one inside. */
abstract class ForwardingCard implements SimulatedCard {
    private final SimulatedCard inside;

    ForwardingCard(SimulatedCard inside) {
        this.inside = inside;
    }

    @Override
    public byte[] atr() {
        return inside.atr();
    }

    @Override
    public byte[] powerOn() {
        return inside.powerOn();
    }

    @Override
    public byte[] reset() {
        return inside.reset();
    }

    @Override
    public void powerOff() {
        inside.powerOff();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        return inside.transmit(apdu);
    }
}
