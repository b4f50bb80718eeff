package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Counts the commands that arrive at a card, each as often as it arrives; GET RESPONSE is no command of the protocol. */
final class CountedCard implements SimulatedCard {
    private final SimulatedCard card;
    private final Map<CardCommand, Integer> counts = new EnumMap<>(CardCommand.class);

    CountedCard(SimulatedCard card) {
        this.card = card;
    }

    Map<CardCommand, Integer> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    @Override
    public byte[] powerOn() {
        return card.powerOn();
    }

    @Override
    public byte[] reset() {
        return card.reset();
    }

    @Override
    public void powerOff() {
        card.powerOff();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        CardCommand.of(apdu).ifPresent(command -> {
            synchronized (counts) {
                counts.merge(command, 1, Integer::sum);
            }
        });
        return card.transmit(apdu);
    }
}
