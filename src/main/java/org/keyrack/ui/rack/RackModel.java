package org.keyrack.ui.rack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.TileModel;

/** What the step Rack knows and does. */
public final class RackModel {
    private final Desk desk;
    private final ReadOnlyObjectWrapper<List<TileModel>> tiles = new ReadOnlyObjectWrapper<>(this, "tiles", List.of());
    private final ObjectProperty<Optional<String>> detail =
            new SimpleObjectProperty<>(this, "detail", Optional.empty());
    private RackTiles current;

    public RackModel(Desk desk) {
        this.desk = desk;
        this.current = now();
        desk.bench().viewProperty().subscribe(view -> refresh());
        desk.settings().shelf().addListener((javafx.beans.Observable changed) -> refresh());
        desk.texts().localeProperty().subscribe(locale -> refresh());
    }

    private void refresh() {
        current = now();
        tiles.set(current.tiles());
    }

    private RackTiles now() {
        return new RackTiles(
                desk.bench().view(), desk.shelf().modules(desk.bench().view()), desk.texts());
    }

    /** The tiles in the order of the shelf. */
    public ReadOnlyObjectProperty<List<TileModel>> tilesProperty() {
        return tiles.getReadOnlyProperty();
    }

    /** The reader whose detail is shown. */
    public ObjectProperty<Optional<String>> detailProperty() {
        return detail;
    }

    /** The slot of a reader. */
    Optional<Place> place(String reader) {
        return desk.shelf().modules(desk.bench().view()).stream()
                .filter(place -> place.slot().reader().equals(reader))
                .findFirst();
    }

    long modules() {
        return current.modules();
    }

    long wrong() {
        return current.wrong();
    }

    boolean reading() {
        return desk.bench().view().reading();
    }

    /** Reads cards again: those selected, or all. */
    void readAgain(Set<String> selected) {
        List<String> readers = tiles.get().stream()
                .map(TileModel::key)
                .filter(key -> selected.isEmpty() || selected.contains(key))
                .toList();
        desk.bench().open().ifPresent(open -> desk.background().run(() -> readers.forEach(open.bench()::readAgain)));
    }

    void move(String reader, String target) {
        desk.shelf().move(desk.bench().view(), reader, target);
    }

    void next() {
        desk.navigator().go(StepName.PLAN);
    }
}
