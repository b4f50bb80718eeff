package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keyrack.app.CardReading.As;
import org.keyrack.app.CardReading.Ei;
import org.keyrack.journal.History;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.Readers;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of reading a card.
 *
 * @param view what its slot shows
 * @param reading the open session; empty when the card could not be read
 * @param again whether looking again later may help: the link broke, which no change of the readers need follow
 */
record SlotReading(SlotView view, Optional<CardReading> reading, boolean again) {
    private static final Logger LOG = LoggerFactory.getLogger(SlotReading.class);

    /**
     * Reads the card in a reader and writes down what that settles.
     *
     * @param insertion the card's
     * @param overtaken whether nobody waits for this reading any more
     */
    static SlotReading of(
            Readers readers,
            String reader,
            long insertion,
            History history,
            Settler settler,
            World world,
            BooleanSupplier overtaken) {
        CardReading reading;
        try {
            reading = CardReading.read(readers, reader, history, world, overtaken);
        } catch (LinkFailure failure) {
            SlotCard card =
                    switch (failure.reason()) {
                        case CARD_BUSY -> new SlotCard.Busy(failure);
                        case CARD_MUTE -> new SlotCard.Mute(Optional.of(failure));
                        case CARD_REMOVED, CARD_RESET, READER_GONE, SERVICE_GONE, HUNG, CLOSED, OTHER ->
                            new SlotCard.Failed(failure);
                    };
            return failed(reader, insertion, card, mayHelp(failure.reason()));
        } catch (CardFailure failure) {
            return failed(reader, insertion, new SlotCard.Failed(failure), false);
        } catch (RuntimeException fault) {
            return failed(reader, insertion, fault);
        }
        try {
            return new SlotReading(SlotView.of(reader, insertion, card(reading, settler)), Optional.of(reading), false);
        } catch (RuntimeException fault) {
            reading.close();
            return failed(reader, insertion, fault);
        }
    }

    /** The ledger did not answer, or a fault of this program: a slot must not say for ever that it is being read. */
    private static SlotReading failed(String reader, long insertion, RuntimeException fault) {
        LOG.error("The card in {} could not be read", reader, fault);
        LinkFailure failure = new LinkFailure(Reason.OTHER, "The card in " + reader + " could not be read");
        return failed(reader, insertion, new SlotCard.Failed(failure), true);
    }

    private static SlotReading failed(String reader, long insertion, SlotCard card, boolean again) {
        return new SlotReading(SlotView.of(reader, insertion, card), Optional.empty(), again);
    }

    private static boolean mayHelp(Reason reason) {
        return switch (reason) {
            case SERVICE_GONE, READER_GONE, CARD_REMOVED, CARD_RESET, CARD_BUSY -> true;
            case CARD_MUTE, HUNG, CLOSED, OTHER -> false;
        };
    }

    private static SlotCard card(CardReading reading, Settler settler) {
        if (reading instanceof As as) {
            return new SlotCard.As(as.unit(), false);
        }
        if (reading instanceof Ei ei) {
            List<SettledDownload> settled = ei.settled().stream()
                    .filter(settling -> settler.settled(settling.download(), settling.loaded()))
                    .map(settling -> new SettledDownload(
                            settling.download(), settling.loaded().isPresent()))
                    .toList();
            return new SlotCard.Ei(ei.unit(), settled);
        }
        return new SlotCard.Other();
    }
}
