package org.keyrack.ui.care;

import java.util.List;
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
import org.kordamp.ikonli.javafx.FontIcon;

/** The menu of what can be done to the AS card that is shown. */
public final class CareMenu extends MenuButton {
    private final Desk desk;
    private final Consumer<String> lent;
    private Optional<SlotView> shown = Optional.empty();
    private List<CareItem> items = List.of();

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
        shown = slot;
        List<CareItem> possible = slot.flatMap(SlotView::as)
                .filter(as -> as.kind() == AsKind.CARD)
                .map(as -> Stream.of(CareItem.values())
                        .filter(item -> item.isFor(as.identity().state()))
                        .toList())
                .orElse(List.of());
        // A menu that is open is left alone as long as it says the same.
        if (!possible.equals(items)) {
            items = possible;
            getItems().setAll(possible.stream().map(this::item).toList());
            getItems().addAll(new SeparatorMenuItem(), keys());
        }
        Shown.set(this, !possible.isEmpty());
    }

    private MenuItem item(CareItem item) {
        MenuItem entry = new MenuItem(desk.texts().get(item.key() + "item"), new FontIcon(item.icon()));
        entry.setId("care-" + item.name());
        entry.setOnAction(chosen -> shown.ifPresent(slot -> new CareDialog(desk, item, slot, lent).show()));
        return entry;
    }

    private MenuItem keys() {
        MenuItem entry = new MenuItem(desk.texts().get("keys.item"), new FontIcon("mdi2k-key-chain-variant"));
        entry.setId("care-keys");
        entry.setOnAction(chosen -> new KeysDialog(desk).show());
        return entry;
    }
}
