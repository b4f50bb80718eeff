package org.keyrack.ui.rack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Hex;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.Shelf.Place;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TilePopOver;
import org.keyrack.unit.EiUnit;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code rack.fxml}. */
public final class RackController extends StepController {
    private static final List<Integer> COLUMNS = List.of(0, 1, 2, 3, 4, 5, 6, 8, 10, 16);

    private final RackModel model;
    private final RackGrid grid;
    private final TilePopOver details;

    @FXML
    private Label counts;

    @FXML
    private Label flags;

    @FXML
    private ComboBox<Integer> columns;

    @FXML
    private ScrollPane scroll;

    @FXML
    private VBox detail;

    @FXML
    private FontIcon detailIcon;

    @FXML
    private Label detailTitle;

    @FXML
    private Label detailSentence;

    @FXML
    private Label detailSn;

    @FXML
    private Label detailSet;

    @FXML
    private TableView<LocationEntry> locations;

    @FXML
    private TableColumn<LocationEntry, String> ref2;

    @FXML
    private TableColumn<LocationEntry, String> app;

    @FXML
    private TableColumn<LocationEntry, String> holds;

    @FXML
    private Label reader;

    public RackController(Desk desk, RackModel model) {
        super(desk);
        this.model = model;
        this.grid = new RackGrid(desk.texts());
        this.details = new TilePopOver(desk);
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("rack.primary"));
        Columns.text(ref2, location -> String.valueOf(location.ref2()));
        Columns.mono(app, location -> Hex.of2(location.appId()));
        Columns.text(holds, this::holds);
        grid.showIn(scroll);
        grid.setAnnouncer(desk().notices()::announce);
        grid.setOnOpen(this::open);
        grid.setOnMove(model::move);
        fillColumns();
        follow(model.tilesProperty(), this::show);
        follow(desk().scannedProperty(), scanned -> scanned.ifPresent(this::point));
    }

    /** The slot of a module that was scanned has the focus, and so its ring. */
    private void point(SerialNumber sn) {
        desk().bench().view().eiUnits().stream()
                .filter(unit -> unit.sn().equals(sn))
                .findFirst()
                .ifPresent(unit -> grid.focus(unit.reader()));
    }

    private void fillColumns() {
        columns.setConverter(
                new OneWayConverter<>(count -> count == 0 ? texts().get("rack.columns.auto") : String.valueOf(count)));
        columns.getItems().setAll(COLUMNS);
        columns.setValue(desk().settings().columnsProperty().get());
        columns.setOnAction(chosen -> desk().settings().columnsProperty().set(columns.getValue()));
        follow(
                desk().settings().columnsProperty(),
                count -> grid.columnsProperty().set(count.intValue()));
    }

    private void show(List<TileModel> tiles) {
        grid.show(tiles);
        counts.setText(texts().format("rack.counts", model.modules(), tiles.size()));
        flags.setText(texts().format("rack.flags", model.wrong()));
        flags.setVisible(model.wrong() > 0);
        primaryBlockedProperty()
                .set(
                        model.reading()
                                ? texts().get("rack.blocked.reading")
                                : model.modules() == 0 ? texts().get("rack.blocked.none") : "");
        refreshDetail();
    }

    private void open(String key) {
        model.detailProperty().set(Optional.of(key));
        Optional<Place> place = model.place(key);
        Optional<Node> tile = grid.currentTile();
        if (place.isPresent() && tile.isPresent()) {
            showDetail(place.get());
            details.show(tile.get(), detailTitle.getText(), detail);
            desk().notices().announce(detailTitle.getText() + ". " + detailSentence.getText());
        }
    }

    /** What is shown of a slot follows its card. */
    private void refreshDetail() {
        if (details.isShowing()) {
            model.detailProperty().get().flatMap(model::place).ifPresent(this::showDetail);
        }
    }

    private void showDetail(Place place) {
        TileModel tile = grid.model(place.slot().reader()).orElseThrow();
        detailIcon.setIconLiteral(tile.state().icon());
        detailTitle.setText(texts().format("rack.detail.title", place.label()));
        detailSentence.setText(texts().get(tile.state().key()) + ". " + tile.sentence());
        detailSn.setText(tile.sn().map(sn -> "SN " + sn).orElse(""));
        reader.setText(place.slot().reader());
        detailSet.setText(place.slot().ei().map(EiUnit::identity).map(this::set).orElse(""));
        List<LocationEntry> entries = place.slot().ei().map(EiUnit::locations).orElse(List.of());
        Shown.rows(locations.getItems(), entries);
    }

    private String set(EiIdentity ei) {
        return texts().format(
                        "rack.set",
                        ei.suite().map(suite -> Hex.of1(suite.code())).orElse("–"),
                        ei.tVersion(),
                        ei.tKcv(),
                        ei.failures());
    }

    private String holds(LocationEntry location) {
        String once = location.writeOnce() ? " " + texts().get("rack.once") : "";
        return location.occupied()
                ? texts().format("rack.version", location.keyVersion(), location.kcv()) + once
                : texts().get("rack.free") + once;
    }

    @Override
    public Optional<Node> firstFocus() {
        return grid.currentTile();
    }

    @FXML
    void readAgain() {
        model.readAgain(Set.copyOf(grid.selected()));
    }

    @Override
    public void hidden() {
        details.hide();
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F5) {
            readAgain();
            return true;
        }
        return false;
    }

    @Override
    public void primary() {
        model.next();
    }
}
