package org.keyrack.ui.rackstate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.Observable;
import org.keyrack.app.BenchView;
import org.keyrack.app.ShelfLabels;
import org.keyrack.app.SlotView;
import org.keyrack.ui.settings.ShelfSlot;
import org.keyrack.ui.settings.UiSettings;

/**
 * Which reader is in which slot of the shelf. Bound once and kept between starts; a reader that is not bound gets the next
 * number that is free. A reader that has held an AS is labelled so and stays so: the numbers of the others do not move when
 * the AS is pulled.
 */
public final class Shelf {
    /** The label of a reader that holds the AS. */
    public static final String AS = "AS";

    private final UiSettings settings;
    private final Set<String> asReaders = new HashSet<>();
    private volatile Map<String, OptionalInt> bound = Map.of();
    private boolean labelsWanted;

    public Shelf(UiSettings settings) {
        this.settings = settings;
        settings.shelf().addListener((Observable changed) -> keepBound());
        keepBound();
    }

    private void keepBound() {
        Map<String, OptionalInt> numbers = new HashMap<>();
        settings.shelf().forEach(slot -> numbers.put(slot.reader(), ShelfLabels.number(slot.label())));
        bound = Map.copyOf(numbers);
    }

    /** The numbers that are bound now, for the bench; any thread may ask. */
    public ShelfLabels labels() {
        return reader -> bound.getOrDefault(reader, OptionalInt.empty());
    }

    /** The slots of the bench in the order of the shelf, the AS readers left out. */
    public List<Place> modules(BenchView view) {
        return places(view).stream().filter(place -> !holdsAs(place.slot())).toList();
    }

    /** Every slot of the bench in the order of the shelf. */
    public List<Place> places(BenchView view) {
        view.asUnits().forEach(as -> asReaders.add(as.reader()));
        // A module where an AS was: the operator has moved the cards.
        view.eiUnits().forEach(ei -> asReaders.remove(ei.reader()));
        Map<String, String> bound = new LinkedHashMap<>();
        settings.shelf().forEach(slot -> bound.put(slot.reader(), slot.label()));
        Set<String> used = new HashSet<>(bound.values());
        view.slots().forEach(slot -> slot.shelf().ifPresent(number -> used.add(String.valueOf(number))));
        List<Place> places = new ArrayList<>();
        int next = 1;
        for (SlotView slot : view.slots()) {
            String label =
                    slot.shelf().isPresent() ? String.valueOf(slot.shelf().getAsInt()) : bound.get(slot.reader());
            if (holdsAs(slot)) {
                label = AS;
            } else if (label == null) {
                while (used.contains(String.valueOf(next))) {
                    next++;
                }
                label = String.valueOf(next++);
            }
            places.add(new Place(label, slot));
        }
        List<String> order = List.copyOf(bound.keySet());
        places.sort(Comparator.comparingInt(place -> {
            int index = order.indexOf(place.slot().reader());
            return index < 0 ? Integer.MAX_VALUE : index;
        }));
        return places;
    }

    private boolean holdsAs(SlotView slot) {
        return asReaders.contains(slot.reader()) || slot.place().isPresent();
    }

    /** The label of a reader, for sentences. */
    public String label(BenchView view, String reader) {
        return places(view).stream()
                .filter(place -> place.slot().reader().equals(reader))
                .map(Place::label)
                .findFirst()
                .orElse(reader);
    }

    /** Puts a reader where another is; all places are kept from then on. */
    public void move(BenchView view, String reader, String target) {
        List<Place> places = new ArrayList<>(modules(view));
        int from = index(places, reader);
        int to = index(places, target);
        if (from < 0 || to < 0) {
            return;
        }
        places.add(to, places.remove(from));
        List<ShelfSlot> slots = new ArrayList<>(places.stream()
                .map(place -> new ShelfSlot(place.label(), place.slot().reader()))
                .toList());
        Set<String> readers =
                new HashSet<>(slots.stream().map(ShelfSlot::reader).toList());
        settings.shelf().stream()
                .filter(slot -> !readers.contains(slot.reader()))
                .forEach(slots::add);
        settings.shelf().setAll(slots);
    }

    /** Binds a reader to a label; whoever had the label or the reader loses it. */
    public void bind(String label, String reader) {
        List<ShelfSlot> slots = new ArrayList<>(settings.shelf());
        slots.removeIf(slot -> slot.label().equals(label) || slot.reader().equals(reader));
        slots.add(new ShelfSlot(label, reader));
        settings.shelf().setAll(slots);
    }

    /** The operator wants to label the slots as soon as the step Bench is shown. */
    public void wantLabels() {
        labelsWanted = true;
    }

    /** Whether labelling was wanted since this was asked last. */
    public boolean takeLabelsWanted() {
        boolean wanted = labelsWanted;
        labelsWanted = false;
        return wanted;
    }

    /** Forgets every binding. */
    public void clear() {
        settings.shelf().clear();
    }

    private static int index(List<Place> places, String reader) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).slot().reader().equals(reader)) {
                return i;
            }
        }
        return -1;
    }

    /** A slot of the bench and the sticker on it. */
    public record Place(String label, SlotView slot) {}
}
