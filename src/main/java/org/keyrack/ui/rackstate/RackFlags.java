package org.keyrack.ui.rackstate;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.unit.EiUnit;

/** What is wrong with the modules of a rack, before anything is written. */
public final class RackFlags {
    private final BenchView view;
    private final List<Place> places;

    /** @param places the slots of the modules */
    public RackFlags(BenchView view, List<Place> places) {
        this.view = view;
        this.places = places;
    }

    /**
     * Something wrong with one module.
     *
     * @param key of its sentence in the bundle
     * @param argument of that sentence
     */
    public record Flag(String key, Object argument) {
        public String sentence(Texts texts) {
            return texts.format(key, argument);
        }
    }

    /** What is wrong with the module in a slot; empty when nothing is, or none was read there. */
    public Optional<Flag> of(Place place) {
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
            return Optional.of(new Flag("rack.duplicate", twin.get()));
        }
        if (ei.identity().state() != LifeCycleState.OPERATIONAL) {
            return Optional.of(new Flag("rack.state", ei.identity().state()));
        }
        boolean foreign = !view.asUnits().isEmpty()
                && view.asUnits().stream()
                        .allMatch(as -> as.slotFor(ei.identity()).isEmpty());
        return foreign ? Optional.of(new Flag("rack.foreign", ei.identity().tKcv())) : Optional.empty();
    }

    private static Optional<SerialNumber> sn(Place place) {
        return place.slot().ei().map(EiUnit::sn);
    }

    /** Whether modules are in, all of them were read, and there is nothing to look at in any slot. */
    public boolean clean() {
        return places.stream().anyMatch(place -> place.slot().state() == SlotView.State.EI)
                && places.stream().allMatch(this::clean);
    }

    private boolean clean(Place place) {
        SlotView.State state = place.slot().state();
        return state == SlotView.State.EMPTY
                || state == SlotView.State.EI && of(place).isEmpty();
    }
}
