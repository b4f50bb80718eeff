package org.keyrack.ui.supervision;

import java.io.File;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.DirectoryChooser;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderClosing;
import org.keyrack.app.OrderClosing.Closed;
import org.keyrack.app.WantedRelease;
import org.keyrack.language.Languages;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.Person;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.LiveBench;

/** Orders of the ledger, open ones first: each is closed here, and its certificate written; a closed one's again. */
public final class OrdersDialog extends ListDialog<OrderView> {
    private final Releasing releasing;
    private final Button close;
    private final Button again;

    public OrdersDialog(Desk desk) {
        super(desk, "orders.", "mdi2c-clipboard-check-outline");
        releasing = new Releasing(desk);
        column("number", 170, order -> order.signed().order().number());
        column("customer", 250, order -> order.signed().order().customer());
        column(
                "loaded",
                150,
                order -> desk.texts()
                        .format(
                                "orders.loaded.of",
                                order.used(),
                                order.signed().order().places()));
        column("until", 120, order -> order.signed().order().until().toString());
        column("state", 130, order -> desk.texts().get("orders.state." + state(order)));
        close = button("close", () -> desk.session().signedInFirst(this::choose));
        again = button("again", () -> desk.session().signedInFirst(this::choose));
    }

    private static String state(OrderView order) {
        return order.closed().isPresent() ? "closed" : "open";
    }

    @Override
    String sentence(OrderView order) {
        String number = order.signed().order().number();
        return order.closed()
                .map(at -> desk().texts().format("orders.sentence.closed", number, minute(at)))
                .orElseGet(() -> desk().texts().format("orders.sentence.open", number, order.missing()));
    }

    private String minute(java.time.Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(desk().texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    @Override
    void allow(Optional<OrderView> order) {
        close.setDisable(order.filter(each -> each.closed().isEmpty()).isEmpty());
        again.setDisable(order.filter(each -> each.closed().isPresent()).isEmpty());
    }

    private Optional<OpenLedger> ledger() {
        return desk().bench().open().map(LiveBench.Open::ledger);
    }

    @Override
    void refresh() {
        ledger().ifPresentOrElse(
                        ledger -> desk().background().run(() -> orders(ledger), this::show, this::failed),
                        () -> say(desk().texts().get("order.noBench")));
    }

    private static List<OrderView> orders(OpenLedger ledger) throws Exception {
        List<OrderView> open = new ArrayList<>();
        List<OrderView> closed = new ArrayList<>();
        for (String number : ledger.records().orders()) {
            OrderView order = ledger.records().order(number);
            (order.closed().isPresent() ? closed : open).add(order);
        }
        open.addAll(closed);
        return open;
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(desk().texts().get("orders.folder"));
        File before = new File(desk().settings().reportFolderProperty().get());
        if (before.isDirectory()) {
            chooser.setInitialDirectory(before);
        }
        Optional.ofNullable(chooser.showDialog(close.getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(this::close);
    }

    /** Closes the order that is chosen, once somebody says so. */
    void close(Path folder) {
        Optional<OrderView> order = chosen();
        if (order.filter(each -> each.closed().isPresent()).isPresent()) {
            write(order.get(), folder, List.of());
        } else if (order.isPresent()) {
            Questions.ask(
                    desk(),
                    "orders.question.",
                    () -> release(order.get(), folder),
                    order.get().signed().order().number(),
                    order.get().missing());
        }
    }

    /** An order that is not whole is closed by two. */
    private void release(OrderView order, Path folder) {
        List<WantedRelease> wanted = OrderClosing.wanted(order);
        Optional<String> operator = desk().session().person().map(Person::id);
        if (operator.isEmpty() || wanted.isEmpty()) {
            write(order, folder, List.of());
            return;
        }
        releasing.ask(
                operator.get(),
                () -> wanted,
                act -> desk().texts()
                        .format("people.release." + act.act(), act.shown(), order.missing(), operator.get()),
                released -> {
                    if (released.refused().isEmpty()) {
                        write(order, folder, released.given());
                    } else {
                        say(desk().texts().get("people.release.unchanged"));
                    }
                });
    }

    private void write(OrderView order, Path folder, List<Revocable> released) {
        String number = order.signed().order().number();
        Optional<String> operator = desk().session().person().map(Person::id);
        OpenLedger ledger = ledger().orElseThrow();
        desk().background()
                .run(
                        () -> OrderClosing.close(ledger, number, operator, folder, Languages.now()),
                        this::written,
                        failure -> {
                            releasing.revoke(released);
                            failed(failure);
                        });
    }

    private void written(Closed closed) {
        String number = closed.view().signed().order().number();
        boolean loaded = desk().job()
                .orderProperty()
                .get()
                .filter(order -> order.signed().order().number().equals(number))
                .isPresent();
        if (loaded) {
            // Nothing more is loaded under it.
            desk().job().orderProperty().set(Optional.empty());
        }
        desk().notices().written("orders.written", closed.certificate());
        desk().notices().announce(desk().texts().format("orders.done", number));
        refresh();
    }
}
