package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyrack.protocol.command.Instruction;

/** A card that computes nothing twice: the same download command gets the same answer, at once. For measuring the host. */
final class RecordedCard extends ForwardingCard {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    RecordedCard(SimulatedCard inside) {
        super(inside);
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        boolean download = Instruction.of(apdu)
                .filter(command -> command == Instruction.INITIATE
                        || command == Instruction.EXPORTKEY
                        || command == Instruction.IMPORTKEY)
                .isPresent();
        if (!download) {
            return super.transmit(apdu);
        }
        String key = HEX.formatHex(apdu);
        byte[] known = answers.get(key);
        if (known == null) {
            known = super.transmit(apdu);
            answers.put(key, known);
        }
        return known.clone();
    }
}
