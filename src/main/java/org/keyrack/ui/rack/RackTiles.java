package org.keyrack.ui.rack;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;
import org.keyrack.unit.EiUnit;

/** What the tiles say before anything is written: what was read, and what is wrong with it. */
public final class RackTiles {
    private final BenchView view;
    private final List<Place> places;
    private final Texts texts;

    /** @param places the slots of the modules in the order of the shelf */
    public RackTiles(BenchView view, List<Place> places, Texts texts) {
        this.view = view;
        this.places = places;
        this.texts = texts;
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

    /** What is wrong with the module in a slot, before anything is written; empty when nothing is. */
    public Optional<String> flag(Place place) {
        Optional<EiUnit> read = place.slot().ei().filter(ei -> place.slot().state() == SlotView.State.EI);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        EiUnit ei = read.get();
        Optional<String> twin = places.stream()
                .filter(other -> !other.slot().reader().equals(place.slot().reader()))
                .filter(other -> sn(other).filter(ei.sn()::equals).isPresent())
                .map(Place::label)
                .findFirst();
        if (twin.isPresent()) {
            return Optional.of(texts.format("rack.duplicate", twin.get()));
        }
        if (ei.identity().state() != LifeCycleState.OPERATIONAL) {
            return Optional.of(texts.format("rack.state", ei.identity().state()));
        }
        boolean foreign = !view.asUnits().isEmpty()
                && view.asUnits().stream()
                        .allMatch(as -> as.slotFor(ei.identity()).isEmpty());
        return foreign ? Optional.of(texts.format("rack.foreign", ei.identity().tKcv())) : Optional.empty();
    }

    private static Optional<SerialNumber> sn(Place place) {
        return place.slot().ei().map(EiUnit::sn);
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
