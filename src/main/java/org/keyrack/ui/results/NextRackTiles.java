package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyrack.journal.Refusal;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.ui.scope.NextRack;
import org.keyrack.ui.tiles.RunTiles;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** The shelf between two racks: what each slot wants. What is done is to be taken out, what is empty wants a fresh module. */
final class NextRackTiles {
    private final Desk desk;
    private final NextRack next;
    private final RunTiles before;

    NextRackTiles(Desk desk, NextRack next) {
        this.desk = desk;
        this.next = next;
        this.before = new RunTiles(desk);
    }

    List<TileModel> tiles() {
        List<TileModel> was = before.asItWas();
        List<Shelf.Place> places = desk.shelf().modules(desk.bench().view());
        NextRack.Look look = next.look();
        if (look.state() == NextRack.State.NONE || was.size() != places.size()) {
            return was;
        }
        return IntStream.range(0, places.size())
                .mapToObj(i -> tile(places.get(i), was.get(i), look))
                .toList();
    }

    private TileModel tile(Shelf.Place place, TileModel was, NextRack.Look look) {
        if (look.out().contains(place.label())) {
            return said(
                    was,
                    was.state(),
                    was.sn(),
                    desk.texts().get(was.state() == TileState.DONE ? "next.tile.out" : "next.tile.aside"));
        }
        if (look.empty().contains(place.label())) {
            return said(was, TileState.EMPTY, Optional.empty(), desk.texts().get("next.tile.empty"));
        }
        return look.fresh().contains(place.label()) ? fresh(place, was, look.plan()) : unused(place, was);
    }

    private TileModel fresh(Shelf.Place place, TileModel was, Optional<Plan> plan) {
        Optional<SerialNumber> sn = place.slot().ei().map(ei -> ei.sn());
        Optional<String> refused = plan.stream()
                .flatMap(made -> made.refusals().stream())
                .filter(refusal ->
                        refusal.reader().equals(Optional.of(place.slot().reader())))
                .map(this::sentence)
                .findFirst();
        if (refused.isPresent()) {
            return said(was, TileState.REFUSED, sn.map(SerialNumber::grouped), refused.get());
        }
        if (sn.isEmpty()) {
            return said(
                    was,
                    TileState.REFUSED,
                    Optional.empty(),
                    CardWords.sentence(desk.texts(), place.label(), place.slot()));
        }
        String sentence = sn.flatMap(next::keys)
                .map(keys -> desk.texts().format("next.tile.fresh", keys))
                .orElseGet(() -> desk.texts().get("next.tile.freshRead"));
        return said(was, TileState.READY, sn.map(SerialNumber::grouped), sentence);
    }

    private String sentence(Refusal refusal) {
        return desk.causes().sentence(refusal);
    }

    private TileModel unused(Shelf.Place place, TileModel was) {
        return switch (place.slot().state()) {
            case READING ->
                said(was, TileState.READING, Optional.empty(), desk.texts().get("run.tile.reading"));
            case EMPTY ->
                said(was, TileState.EMPTY, Optional.empty(), desk.texts().get("run.tile.empty"));
            default -> was;
        };
    }

    private static TileModel said(TileModel was, TileState state, Optional<String> sn, String sentence) {
        return TileModel.of(was.key(), was.label(), state, sn, sentence);
    }
}
