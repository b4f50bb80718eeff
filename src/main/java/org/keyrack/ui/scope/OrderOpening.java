package org.keyrack.ui.scope;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderFile;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.SignedOrder;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;

/** Opens orders in the background: of a file, or one that is open in the ledger; what is none, or is refused, is said so. */
public final class OrderOpening {
    private static final String ENDING = ".order";

    private final Desk desk;
    private final LatestAnswer opening;
    private final LatestAnswer listing;

    public OrderOpening(Desk desk) {
        this.desk = desk;
        this.opening = new LatestAnswer(desk.background());
        this.listing = new LatestAnswer(desk.background());
    }

    /** Whether a file that was dropped is an order, by its name. */
    public static boolean takes(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /** Asks for the file. */
    public Optional<Path> choose(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("order.choose"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("order.files"), "*" + ENDING));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    /** @param take gets the order once the ledger has it, on the JavaFX thread */
    public void open(Path file, Consumer<OrderView> take) {
        ledger().ifPresentOrElse(
                        ledger -> opening.run(() -> opened(ledger, OrderFile.read(file)), take, desk::failed),
                        () -> desk.notices().warn("order.noBench"));
    }

    /** The same of an order that the ledger has. */
    public void open(OrderView known, Consumer<OrderView> take) {
        ledger().ifPresent(ledger -> opening.run(() -> opened(ledger, known.signed()), take, desk::failed));
    }

    private static OrderView opened(OpenLedger ledger, SignedOrder order) throws Exception {
        ledger.orders().open(order);
        return ledger.records().order(order.order().number());
    }

    /** Counts the order of now again. */
    public void recount() {
        Optional<OrderView> order = desk.job().orderProperty().get();
        if (order.isPresent() && ledger().isPresent()) {
            String number = order.get().signed().order().number();
            OpenLedger ledger = ledger().get();
            opening.run(
                    () -> ledger.records().order(number),
                    counted -> desk.job().orderProperty().set(Optional.of(counted)),
                    desk::failed);
        }
    }

    /** @param take gets the orders that are open in the ledger, by number, on the JavaFX thread */
    public void list(Consumer<List<OrderView>> take) {
        ledger().ifPresentOrElse(
                        ledger -> listing.run(openOrders(ledger), take, desk::failed), () -> take.accept(List.of()));
    }

    private static Callable<List<OrderView>> openOrders(OpenLedger ledger) {
        return () -> {
            List<OrderView> open = new ArrayList<>();
            for (String number : ledger.records().orders()) {
                OrderView view = ledger.records().order(number);
                if (view.closed().isEmpty()) {
                    open.add(view);
                }
            }
            return open;
        };
    }

    private Optional<OpenLedger> ledger() {
        return desk.bench().open().map(LiveBench.Open::ledger);
    }
}
