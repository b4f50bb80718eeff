package org.keyrack.ui.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.keyrack.ledger.OrderView;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.supervision.OrdersDialog;

/** The orders that are open in the ledger, and the way to one in a file. */
final class OrderMenu {
    private final Desk desk;
    private final PlanModel model;
    private final MenuButton button;

    OrderMenu(Desk desk, PlanModel model, MenuButton button) {
        this.desk = desk;
        this.model = model;
        this.button = button;
    }

    /** Asks the ledger which are open. */
    void refresh() {
        model.orders().list(this::show);
    }

    private void show(List<OrderView> open) {
        List<MenuItem> items = new ArrayList<>();
        for (OrderView order : open) {
            MenuItem item = new MenuItem(desk.texts()
                    .format(
                            "order.item",
                            order.signed().order().number(),
                            order.signed().order().customer(),
                            order.used(),
                            order.signed().order().places()));
            item.setMnemonicParsing(false);
            item.setOnAction(pressed -> model.openOrder(order));
            items.add(item);
        }
        if (!open.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        MenuItem file = new MenuItem(desk.texts().get("order.fromFile"));
        file.setOnAction(pressed -> chosen().ifPresent(model::openOrder));
        MenuItem close = new MenuItem(desk.texts().get("order.close"));
        close.setOnAction(pressed -> new OrdersDialog(desk).show());
        items.addAll(List.of(file, close));
        button.getItems().setAll(items);
    }

    private Optional<Path> chosen() {
        return model.orders().choose(button.getScene().getWindow());
    }
}
