package org.keyrack.reader.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.keyrack.prepare.CardAccess;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Readers 1, 2, … with a blank card in each, and what lies between card and host. */
final class BlankSlots implements CardAccess {
    private final List<BlankCard> cards;
    private final List<UnaryOperator<ApduChannel>> links = new ArrayList<>();

    BlankSlots(BlankCard... cards) {
        this.cards = List.of(cards);
        this.cards.forEach(card -> links.add(UnaryOperator.identity()));
    }

    /** From now on this lies before the card of a reader, from 1. */
    BlankSlots link(int reader, UnaryOperator<ApduChannel> link) {
        links.set(reader - 1, link);
        return this;
    }

    static String reader(int number) {
        return "Reader " + number;
    }

    @Override
    public OpenCard open(String reader) {
        int at = Integer.parseInt(reader.substring("Reader ".length())) - 1;
        BlankCard card = Objects.requireNonNull(cards.get(at));
        card.powerOn();
        ApduChannel channel = links.get(at).apply(BlankCards.channel(card));
        return OpenCard.of(channel, card::powerOff);
    }

    /** A card that answers a status word to a command, the n-th time, and does nothing; in a session too. */
    static UnaryOperator<ApduChannel> answering(int ins, int nth, int sw) {
        return card -> {
            int[] seen = {0};
            return command -> command.ins() == ins && ++seen[0] == nth
                    ? new ResponseApdu(new byte[0], sw)
                    : card.transmit(command);
        };
    }

    /** A card that acts on a command, the n-th time, and is gone before it answers. */
    static UnaryOperator<ApduChannel> losing(int ins, int nth) {
        return card -> {
            int[] seen = {0};
            return command -> {
                ResponseApdu answer = card.transmit(command);
                if (command.ins() == ins && ++seen[0] == nth) {
                    throw new LinkFailure(LinkFailure.Reason.CARD_REMOVED, "The card is gone");
                }
                return answer;
            };
        };
    }
}
