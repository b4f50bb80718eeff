package org.keyrack.ui.rack;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.RackFlags;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;
import org.keyrack.unit.EiUnit;

/** What the tiles say before anything is written: what was read, and what is wrong with it. */
public final class RackTiles {
    private final List<Place> places;
    private final Texts texts;
    private final RackFlags flags;

    /** @param places the slots of the modules in the order of the shelf */
    public RackTiles(BenchView view, List<Place> places, Texts texts) {
        this.places = places;
        this.texts = texts;
        this.flags = new RackFlags(view, places);
    }

    /** One tile a slot. */
    public List<TileModel> tiles() {
        return places.stream().map(this::tile).toList();
    }

    private TileModel tile(Place place) {
        SlotView slot = place.slot();
        Optional<String> sn = slot.ei().map(ei -> ei.sn().grouped());
        return TileModel.of(slot.reader(), place.label(), state(place), sn, sentence(place));
    }

    private TileState state(Place place) {
        return switch (place.slot().state()) {
            case EMPTY -> TileState.EMPTY;
            case READING -> TileState.READING;
            case EI -> flag(place).isPresent() ? TileState.REFUSED : TileState.READY;
            case IN_WORK -> TileState.LOADING;
            case AS -> TileState.READY;
            case OTHER_CARD, MUTE, BUSY, FAILED -> TileState.REFUSED;
        };
    }

    private String sentence(Place place) {
        SlotView slot = place.slot();
        return switch (slot.state()) {
            case EMPTY -> texts.get("tile.empty.text");
            case READING -> texts.get("tile.reading.text");
            case EI -> flag(place).orElseGet(() -> held(slot.ei().orElseThrow()));
            case IN_WORK -> texts.get("tile.work.text");
            case AS, OTHER_CARD, MUTE, BUSY, FAILED -> CardWords.sentence(texts, place.label(), slot);
        };
    }

    private String held(EiUnit ei) {
        long occupied = ei.locations().stream().filter(LocationEntry::occupied).count();
        return texts.format("rack.holds", ei.locations().size(), occupied);
    }

    private Optional<String> flag(Place place) {
        return flags.of(place).map(flag -> flag.sentence(texts));
    }

    /** Modules read. */
    public long modules() {
        return places.stream().filter(place -> place.slot().ei().isPresent()).count();
    }

    /** Slots with something wrong. */
    public long wrong() {
        return places.stream()
                .filter(place -> state(place) == TileState.REFUSED)
                .count();
    }
}
