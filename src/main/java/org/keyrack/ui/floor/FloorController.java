package org.keyrack.ui.floor;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.app.Floor;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.Order;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.LiveBench;

/** Controller of {@code floor.fxml}: follows the ledger of the bench that is open, as long as the page is shown. */
public final class FloorController extends StepController {
    private final FloorRows rows;
    private Optional<FloorWatch> watch = Optional.empty();
    private boolean seen;

    @FXML
    private Label hint;

    @FXML
    private VBox benches;

    @FXML
    private VBox orders;

    public FloorController(Desk desk) {
        super(desk);
        this.rows = new FloorRows(desk.texts());
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("floor.back"));
        keep(desk().bench().openProperty().subscribe((before, now) -> begin(now)));
    }

    @Override
    public void shown() {
        seen = true;
        begin(desk().bench().open());
    }

    @Override
    public void hidden() {
        seen = false;
        end();
    }

    @Override
    public void dropped() {
        super.dropped();
        hidden();
    }

    private void begin(Optional<LiveBench.Open> bench) {
        end();
        benches.getChildren().clear();
        orders.getChildren().clear();
        hint(Optional.of(bench.isPresent() ? "floor.reading" : "floor.noBench"));
        if (seen) {
            watch = bench.map(open ->
                    new FloorWatch(open.ledger(), view -> desk().updates().post(this, () -> show(view)), this::gone));
            watch.ifPresent(FloorWatch::begin);
        }
    }

    private void end() {
        watch.ifPresent(FloorWatch::end);
        watch = Optional.empty();
    }

    private void gone(Exception why) {
        desk().updates().post(this, () -> {
            end();
            desk().failed(why);
        });
    }

    private void hint(Optional<String> key) {
        hint.setText(key.map(texts()::get).orElse(""));
        Shown.set(hint, key.isPresent());
    }

    private void show(Floor.View floor) {
        if (watch.isEmpty()) {
            return;
        }
        hint(floor.benches().isEmpty() ? Optional.of("floor.empty") : Optional.empty());
        benches.getChildren()
                .setAll(floor.benches().values().stream().map(rows::row).toList());
        List<Label> lines = floor.orders().values().stream().map(this::order).toList();
        orders.getChildren().setAll(lines);
        if (!lines.isEmpty()) {
            Label title = new Label(texts().get("floor.orders"));
            title.getStyleClass().add("section-title");
            orders.getChildren().add(0, title);
        }
    }

    private Label order(OrderView view) {
        Order order = view.signed().order();
        Label label = new Label(texts().format(
                        view.closed().isPresent() ? "floor.order.closed" : "floor.order",
                        order.number(),
                        order.customer(),
                        view.used(),
                        order.places(),
                        order.until().toString()));
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    @Override
    public void primary() {
        desk().navigator().go(StepName.HISTORY);
    }
}
