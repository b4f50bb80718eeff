package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.ui.rackstate.UnitProgress;
import org.keyrack.ui.tiles.RunTiles;
import org.keyrack.ui.tiles.TileState;
import org.kordamp.ikonli.javafx.FontIcon;

/** The shelf in small: lights the slots of a group, so that the hand finds them. */
final class SmallShelf extends FlowPane {
    private final Desk desk;
    private List<Slot> shown = List.of();

    SmallShelf(Desk desk) {
        this.desk = desk;
        getStyleClass().add("small-shelf");
    }

    /** Shows every slot and lights those of these modules. */
    void show(List<UnfinishedModule> lit) {
        Set<String> readers = lit.stream().map(this::reader).collect(Collectors.toSet());
        List<Slot> next = desk.shelf().modules(desk.bench().view()).stream()
                .map(place -> slot(place, readers.contains(place.slot().reader())))
                .toList();
        // Modules are read again one by one after a run, which hardly ever changes what is shown here.
        if (!next.equals(shown)) {
            shown = next;
            getChildren().setAll(next.stream().map(this::draw).toList());
        }
    }

    /** Where a module is now, or was last. */
    private String reader(UnfinishedModule trouble) {
        return desk.bench().view().eiUnits().stream()
                .filter(ei -> trouble.sn().filter(ei.sn()::equals).isPresent())
                .map(ei -> ei.reader())
                .findFirst()
                .orElse(trouble.reader());
    }

    private Slot slot(Shelf.Place place, boolean lit) {
        Optional<UnitProgress> unit = desk.job().board().seat(place.slot().reader());
        TileState none = desk.job().board().refusedAt(place.slot()).isPresent() ? TileState.REFUSED : TileState.EMPTY;
        String icon = unit.map(RunTiles::state).orElse(none).icon();
        return new Slot(place.label(), lit ? "mdi2a-arrow-down-bold" : icon, lit);
    }

    private Label draw(Slot slot) {
        Label label = new Label(slot.label(), new FontIcon(slot.icon()));
        label.getStyleClass().add("small-slot");
        if (slot.lit()) {
            label.getStyleClass().add("lit");
        }
        label.setAccessibleText(desk.texts().format(slot.lit() ? "results.slot.lit" : "results.slot", slot.label()));
        return label;
    }

    private record Slot(String label, String icon, boolean lit) {}
}
