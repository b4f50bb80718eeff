package org.keyrack.ui.cards;

import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.SlotView;
import org.keyrack.card.CardRefusal;
import org.keyrack.ui.cards.CardState.Busy;
import org.keyrack.ui.cards.CardState.Done;
import org.keyrack.ui.cards.CardState.Failed;
import org.keyrack.ui.cards.CardState.Known;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** What the tiles of the step Cards show. */
final class CardTiles {
    private final Texts texts;
    private final CardSentences sentences;

    CardTiles(Texts texts, CauseTexts causes) {
        this.texts = texts;
        this.sentences = new CardSentences(texts, causes);
    }

    /**
     * The tile of a slot.
     *
     * @param known what this step knows of the card that is in it now
     */
    TileModel tile(Place place, Optional<CardState> known) {
        SlotView slot = place.slot();
        Optional<String> sn = slot.ei().map(ei -> ei.sn().grouped());
        if (known.isPresent() && slot.state() != SlotView.State.EMPTY) {
            double progress = known.get() instanceof Busy busy && busy.blocks() > 0
                    ? (double) busy.block() / busy.blocks()
                    : TileModel.NO_BAR;
            return new TileModel(
                    slot.reader(), place.label(), state(known.get()), sn, sentences.of(known.get()), progress);
        }
        return TileModel.of(slot.reader(), place.label(), state(slot), sn, sentence(place));
    }

    private static TileState state(CardState known) {
        if (known instanceof Busy busy) {
            return busy.task().isPresent() ? TileState.PREPARING : TileState.READING;
        }
        if (known instanceof Failed failed) {
            return failed.failure() instanceof CardRefusal ? TileState.REFUSED : TileState.FAILED;
        }
        Known read = (Known) known;
        if (read.done().isPresent()) {
            return read.done().get() == Done.AT_WORK ? TileState.REFUSED : TileState.DONE;
        }
        return read.report().closed().isPresent() ? TileState.REFUSED : TileState.READY;
    }

    private static TileState state(SlotView slot) {
        return switch (slot.state()) {
            case EMPTY -> TileState.EMPTY;
            case READING -> TileState.READING;
            case AS, EI, OTHER_CARD -> TileState.READY;
            case IN_WORK -> TileState.PREPARING;
            case MUTE, BUSY, FAILED -> TileState.REFUSED;
        };
    }

    private String sentence(Place place) {
        SlotView slot = place.slot();
        return switch (slot.state()) {
            case EMPTY -> texts.get("cards.empty");
            case OTHER_CARD -> texts.get("cards.unread");
            case IN_WORK -> texts.get("tile.work.text");
            case READING, AS, EI, MUTE, BUSY, FAILED -> CardWords.sentence(texts, place.label(), slot);
        };
    }
}
