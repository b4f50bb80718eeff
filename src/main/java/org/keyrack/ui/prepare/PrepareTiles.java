package org.keyrack.ui.prepare;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CardProgress;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** What the tiles show of a preparation: every slot of the shelf, and how far its card is. */
final class PrepareTiles {
    private final Desk desk;
    private final PreparationBoard board;
    private final PrepareSentences sentences;

    PrepareTiles(Desk desk, PreparationBoard board) {
        this.desk = desk;
        this.board = board;
        this.sentences = new PrepareSentences(desk.texts(), desk.causes());
    }

    List<TileModel> tiles() {
        return desk.shelf().places(desk.bench().view()).stream()
                .map(place -> board.card(place.slot().reader())
                        .filter(card -> stillThere(card, place.slot()))
                        .map(card -> tile(place, card))
                        .orElseGet(() -> bare(place)))
                .toList();
    }

    /** While it works, a card that was pulled still has its failure ahead; afterwards another card in its place is a new one. */
    private boolean stillThere(CardProgress card, SlotView slot) {
        return board.phase().holdsCards()
                || slot.state() != SlotView.State.EMPTY && slot.insertion() == card.insertion()
                || card.troubled();
    }

    private TileModel tile(Place place, CardProgress card) {
        boolean working = board.phase().working();
        TileState state = PrepareSentences.state(card, working);
        double bar = working && state == TileState.PREPARING ? card.share() : TileModel.NO_BAR;
        return new TileModel(
                card.reader(),
                place.label(),
                state,
                card.card().sn().map(SerialNumber::grouped),
                sentences.of(card),
                bar);
    }

    /** A slot that takes no part. */
    private TileModel bare(Place place) {
        SlotView slot = place.slot();
        boolean empty = slot.state() == SlotView.State.EMPTY;
        boolean looking = board.phase() == PreparationBoard.Phase.LOOKING && !empty;
        Optional<String> sn = slot.ei().map(ei -> ei.sn().grouped());
        TileState state = empty ? TileState.EMPTY : looking ? TileState.READING : TileState.ASIDE;
        String key = empty ? "cards.empty" : looking ? "cards.reading" : "prepare.card.aside";
        return TileModel.of(
                slot.reader(), place.label(), state, sn, desk.texts().get(key));
    }
}
