package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.keyrack.ui.Desk;
import org.keyrack.ui.rack.TileState;
import org.keyrack.ui.run.RunTiles;
import org.keyrack.ui.run.UnitProgress;
import org.keyrack.ui.settings.Shelf;
import org.kordamp.ikonli.javafx.FontIcon;

/** The shelf in small: lights the slots of a group, so that the hand finds them. */
final class SmallShelf extends FlowPane {
    private final Desk desk;

    SmallShelf(Desk desk) {
        this.desk = desk;
        getStyleClass().add("small-shelf");
    }

    /** Shows every slot and lights those of these modules. */
    void show(List<Trouble> lit) {
        Set<String> readers = lit.stream().map(this::reader).collect(Collectors.toSet());
        getChildren()
                .setAll(desk.shelf().modules(desk.bench().view()).stream()
                        .map(place -> slot(place, readers.contains(place.slot().reader())))
                        .toList());
    }

    /** Where a module is now, or was last. */
    private String reader(Trouble trouble) {
        return desk.bench().view().eiUnits().stream()
                .filter(ei -> ei.sn().equals(trouble.sn()))
                .map(ei -> ei.reader())
                .findFirst()
                .orElse(trouble.reader());
    }

    private Label slot(Shelf.Place place, boolean lit) {
        Optional<UnitProgress> unit = desk.job().board().seat(place.slot().reader());
        String icon = unit.map(RunTiles::state).orElse(TileState.EMPTY).icon();
        Label slot = new Label(place.label(), new FontIcon(lit ? "mdi2a-arrow-down-bold" : icon));
        slot.getStyleClass().add("small-slot");
        if (lit) {
            slot.getStyleClass().add("lit");
        }
        slot.setAccessibleText(desk.texts().format(lit ? "results.slot.lit" : "results.slot", place.label()));
        return slot;
    }
}
