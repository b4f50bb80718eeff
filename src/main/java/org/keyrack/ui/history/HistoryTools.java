package org.keyrack.ui.history;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import org.keyrack.app.Audit;
import org.keyrack.journal.BatchId;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.care.KeysDialog;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.supervision.OrdersDialog;
import org.keyrack.ui.supervision.TrustDialog;
import org.keyrack.ui.supervision.WitnessDialog;

/** Buttons of the history for what is asked of the whole ledger, of the batch that is open, or of the module that was found. */
final class HistoryTools extends HBox {
    private final Desk desk;
    private final HistoryModel model;
    private final Supplier<Optional<SerialNumber>> module;

    /** @param module the one that is chosen among those found */
    HistoryTools(Desk desk, HistoryModel model, Supplier<Optional<SerialNumber>> module) {
        this.desk = desk;
        this.model = model;
        this.module = module;
        getStyleClass().add("actions");
        Button audit = new Button(desk.texts().get("audit.button"));
        audit.setId("history-audit");
        audit.setMinWidth(USE_PREF_SIZE);
        audit.setOnAction(pressed -> audit());
        Button keys = new Button(desk.texts().get("keys.item"));
        keys.setId("history-keys");
        keys.setMinWidth(USE_PREF_SIZE);
        keys.setOnAction(pressed -> new KeysDialog(desk).show());
        Button floor = new Button(desk.texts().get("floor.rail"));
        floor.setId("history-floor");
        floor.setMinWidth(USE_PREF_SIZE);
        floor.setOnAction(pressed -> desk.navigator().go(StepName.FLOOR));
        getChildren().setAll(floor, supervision(), keys, audit);
    }

    /** What a supervisor does with orders and chains. */
    private MenuButton supervision() {
        MenuButton menu = new MenuButton(desk.texts().get("supervision.button"));
        menu.setId("history-supervision");
        menu.setMinWidth(USE_PREF_SIZE);
        menu.getItems()
                .setAll(
                        item("orders", () -> new OrdersDialog(desk).show()),
                        item("trust", () -> new TrustDialog(desk).show()),
                        item("witness", () -> new WitnessDialog(desk).show()));
        return menu;
    }

    private MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(desk.texts().get("supervision." + name));
        item.setId("supervision-" + name);
        item.setOnAction(pressed -> action.run());
        return item;
    }

    private void audit() {
        switch (model.pageProperty().get()) {
            case BATCH ->
                model.openedProperty()
                        .get()
                        .map(one -> one.facts().summary().id())
                        .ifPresent(this::audit);
            case FOUND -> module.get().ifPresent(this::audit);
            case BATCHES, COMPARISON -> open(Audit.Scope.ALL, desk.texts().get("audit.all"));
        }
    }

    private void audit(BatchId batch) {
        open(
                new Audit.Scope(Optional.of(batch), Optional.empty()),
                desk.texts().format("audit.batch", String.valueOf(batch.number()), batch.bench()));
    }

    private void audit(SerialNumber sn) {
        open(new Audit.Scope(Optional.empty(), Optional.of(sn)), desk.texts().format("audit.module", sn.grouped()));
    }

    private void open(Audit.Scope scope, String what) {
        new AuditDialog(desk, new AuditModel(desk, scope, model::again), what).show();
    }
}
