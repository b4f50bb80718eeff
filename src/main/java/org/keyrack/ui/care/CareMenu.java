package org.keyrack.ui.care;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.AsKind;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.unit.AsUnit;
import org.kordamp.ikonli.javafx.FontIcon;

/** The menu of what can be done to the AS card that is shown. */
public final class CareMenu extends MenuButton {
    private final Desk desk;
    private final Consumer<String> lent;

    /** @param lent gets the reader of an AS card before it is taken from the bench for an act */
    public CareMenu(Desk desk, Consumer<String> lent) {
        this.desk = desk;
        this.lent = lent;
        setId("as-care");
        setText(desk.texts().get("care.menu"));
        setMinWidth(USE_PREF_SIZE);
    }

    /** Shows what can be done to the AS of a slot; nothing to one that is no card. */
    public void show(Optional<SlotView> slot) {
        Optional<AsUnit> as = slot.flatMap(SlotView::as).filter(read -> read.kind() == AsKind.CARD);
        getItems()
                .setAll(Stream.of(CareItem.values())
                        .filter(item -> as.filter(
                                        read -> item.isFor(read.identity().state()))
                                .isPresent())
                        .map(item -> item(item, slot.orElseThrow()))
                        .toList());
        Shown.set(this, !getItems().isEmpty());
        if (!getItems().isEmpty()) {
            MenuItem keys = new MenuItem(desk.texts().get("keys.item"), new FontIcon("mdi2k-key-chain-variant"));
            keys.setId("care-keys");
            keys.setOnAction(chosen -> new KeysDialog(desk).show());
            getItems().addAll(new SeparatorMenuItem(), keys);
        }
    }

    private MenuItem item(CareItem item, SlotView slot) {
        MenuItem shown = new MenuItem(desk.texts().get(item.key() + "item"), new FontIcon(item.icon()));
        shown.setId("care-" + item.name());
        shown.setOnAction(chosen -> new CareDialog(desk, item, slot, lent).show());
        return shown;
    }
}
