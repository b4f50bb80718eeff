package org.keyrack.reader.sim;

import java.io.IOException;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** A simulated card that has power, without a reader around it. */
final class CardChannel implements ApduChannel {
    private final SimulatedCard card;

    CardChannel(SimulatedCard card) {
        this.card = card;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        try {
            return ResponseApdu.parse(card.transmit(command.bytes(true)));
        } catch (IOException dropped) {
            throw new LinkFailure(LinkFailure.Reason.CARD_REMOVED, "The card has dropped the link", dropped);
        }
    }
}
