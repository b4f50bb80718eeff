package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.keyrack.protocol.command.Instruction;

/** Counts the commands that arrive at a card, each as often as it arrives; GET RESPONSE is no command of the protocol. */
final class CountedCard extends ForwardingCard {
    private final Map<Instruction, Integer> counts = new EnumMap<>(Instruction.class);

    CountedCard(SimulatedCard card) {
        super(card);
    }

    Map<Instruction, Integer> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        Instruction.of(apdu).ifPresent(command -> {
            synchronized (counts) {
                counts.merge(command, 1, Integer::sum);
            }
        });
        return super.transmit(apdu);
    }
}
