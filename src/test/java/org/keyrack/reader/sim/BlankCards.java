package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.Arrays;
import org.keyrack.card.CapFile;
import org.keyrack.card.CapFileException;
import org.keyrack.card.KeySet;
import org.keyrack.card.MadeCap;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Blank cards for tests, as their makers deliver them. */
final class BlankCards {
    /** What most cards of today say: pseudo-random challenges, answers authenticated and encrypted. */
    static final Scp03Option USUAL = new Scp03Option(0x70);

    private BlankCards() {}

    static CardMemory memory() {
        CardMemory memory = CardMemory.volatileFor(BlankMemory.length());
        try (KeySet keys = KeySet.makersDefault().withVersion(0xFF)) {
            new BlankMemory(memory).make(keys);
        }
        return memory;
    }

    static BlankCard over(CardMemory memory, Scp03Option option) {
        BlankCard card = new BlankCard(new BlankMemory(memory), option);
        card.powerOn();
        return card;
    }

    static BlankCard usual() {
        return over(memory(), USUAL);
    }

    static ApduChannel channel(SimulatedCard card) {
        return command -> {
            try {
                byte[] answer = card.transmit(command.bytes(true));
                int sw = (answer[answer.length - 2] & 0xFF) << 8 | answer[answer.length - 1] & 0xFF;
                return new ResponseApdu(Arrays.copyOf(answer, answer.length - 2), sw);
            } catch (IOException gone) {
                throw new LinkFailure(LinkFailure.Reason.CARD_REMOVED, "The card is gone", gone);
            }
        };
    }

    static CapFile cap() {
        try {
            return CapFile.parse(MadeCap.keyRack(13_000, 7), "made.cap");
        } catch (CapFileException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
