package org.keyrack.ui.ascard;

import java.io.File;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.care.CareMenu;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Hex;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.PinForm;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.unit.AsUnit;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code ascard.fxml}. */
public final class AsCardController extends StepController {
    private final AsCardModel model;
    private boolean wasVerified;

    @FXML
    private VBox missing;

    @FXML
    private VBox present;

    @FXML
    private VBox trouble;

    @FXML
    private Label troubleKind;

    @FXML
    private Label troubleWhere;

    @FXML
    private Label troubleText;

    @FXML
    private ComboBox<SlotView> cards;

    @FXML
    private HBox head;

    @FXML
    private Button remove;

    @FXML
    private FontIcon kindIcon;

    @FXML
    private Label kind;

    @FXML
    private Label where;

    @FXML
    private Label warning;

    @FXML
    private Label name;

    @FXML
    private Label id;

    @FXML
    private Label state;

    @FXML
    private Label exports;

    @FXML
    private Label sets;

    @FXML
    private Label counters;

    @FXML
    private VBox pinEntry;

    @FXML
    private Label pinName;

    @FXML
    private PinField pin;

    @FXML
    private Label tries;

    @FXML
    private CheckBox lastTry;

    @FXML
    private Label problem;

    @FXML
    private Button virtual;

    @FXML
    private VBox pinVerified;

    @FXML
    private Label verified;

    @FXML
    private Label verifiedText;

    @FXML
    private TableView<KeyDirectoryEntry> keys;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> ref1;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> label;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> app;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> type;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> version;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> kcv;

    @FXML
    private TableColumn<KeyDirectoryEntry, String> left;

    private PinForm form;

    private CareMenu care;

    public AsCardController(Desk desk, AsCardModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    @Initializer
    void initialize() {
        Columns.text(ref1, key -> String.valueOf(key.ref1()));
        Columns.text(label, this::label);
        Columns.mono(app, key -> Hex.of2(key.appId()));
        Columns.text(type, key -> key.keyType().name().replace('_', '-'));
        Columns.text(version, key -> String.valueOf(key.keyVersion()));
        Columns.mono(kcv, key -> key.kcv().toString());
        Columns.text(left, this::exportsLeft);
        cards.setConverter(new OneWayConverter<>(this::choice));
        form = new PinForm(pin, lastTry);
        care = new CareMenu(desk(), model::lent);
        head.getChildren().add(head.getChildren().indexOf(remove), care);
        pin.setOnAction(this::primary);
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        primaryBlockedProperty()
                .bind(Bindings.createStringBinding(
                        () -> blocked().map(texts()::get).orElse(""),
                        model.shownProperty(),
                        model.busyProperty(),
                        form.blocked()));
        follow(desk().bench().viewProperty(), this::choices);
        follow(model.shownProperty(), this::show);
        follow(model.countersProperty(), sentences -> {
            counters.setText(String.join("\n", sentences));
            Shown.set(counters, !sentences.isEmpty());
        });
    }

    private String choice(SlotView slot) {
        String state = slot.as().isEmpty() ? "unread" : slot.pinVerified() ? "open" : "shut";
        return texts().format(
                        "ascard.choice." + state,
                        texts().get("as.kind." + AsWords.kind(slot)),
                        slot.as().map(as -> as.identity().label()).orElse(""),
                        AsWords.shortly(slot));
    }

    /** The bundle key why the primary button cannot do what it says; empty when it can. */
    private Optional<String> blocked() {
        Optional<SlotView> slot = model.shownProperty().get();
        if (slot.isEmpty()) {
            return Optional.of("ascard.blocked.card");
        }
        if (slot.get().as().isEmpty()) {
            return Optional.of(AsWords.trouble(slot.get()).isEmpty() ? "ascard.reading" : "ascard.blocked.place");
        }
        if (model.busyProperty().get()) {
            return Optional.of("ascard.blocked.busy");
        }
        if (model.verified()) {
            return Optional.empty();
        }
        return form.blocked().getValue();
    }

    private void choices(BenchView view) {
        cards.setOnAction(null);
        cards.getItems().setAll(AsCardModel.cards(view));
        cards.setValue(model.shownProperty().get().orElse(null));
        Shown.set(cards, cards.getItems().size() > 1);
        cards.setOnAction(chosen -> Optional.ofNullable(cards.getValue()).ifPresent(model::choose));
    }

    private void show(Optional<SlotView> slot) {
        boolean read = slot.flatMap(SlotView::as).isPresent();
        boolean hadFocus = trouble.isVisible() || missing.isVisible();
        Shown.set(missing, slot.isEmpty());
        Shown.set(trouble, slot.isPresent() && !read);
        Shown.set(present, read);
        Shown.set(remove, model.removable());
        care.show(slot);
        sentenceProperty()
                .set(
                        slot.isEmpty()
                                ? texts().get("ascard.sentence.missing")
                                : sentence(model.kind(), model.verified()));
        primaryTextProperty()
                .set(texts().get(model.verified() ? "ascard.primary.next" : "ascard.primary.verify." + model.kind()));
        slot.filter(place -> !read).ifPresent(this::showTrouble);
        if (read && hadFocus) {
            wantFocus();
        }
        if (slot.isEmpty()) {
            pin.clear();
        }
        slot.flatMap(SlotView::as).ifPresent(this::show);
        if (model.verified() != wasVerified) {
            wasVerified = model.verified();
            // The PIN field that had the focus is hidden now, or shown again.
            wantFocus();
        }
    }

    private String sentence(AsKind of, boolean verified) {
        return verified ? texts().get("ascard.sentence.more") : texts().get("ascard.sentence." + of);
    }

    private void showTrouble(SlotView place) {
        troubleKind.setText(texts().get("as.kind." + AsWords.kind(place)));
        troubleWhere.setText(AsWords.where(place));
        troubleText.setText(AsWords.trouble(place).orElseGet(() -> texts().get("ascard.reading")));
    }

    private void show(AsUnit as) {
        AsIdentity identity = as.identity();
        AsKind of = as.kind();
        kindIcon.setIconLiteral(AsWords.icon(of));
        kind.setText(texts().get("as.kind." + of));
        where.setText(model.shownProperty().get().map(AsWords::where).orElse(""));
        where.setTooltip(new Tooltip(where.getText()));
        warning.setText(of == AsKind.HOST ? StatusWordTable.text("host.warning", texts().locale()) : "");
        Shown.set(warning, of == AsKind.HOST);
        String asked = texts().get("ascard.pin." + of);
        pinName.setText(asked);
        pin.setAccessibleText(asked);
        pin.setAccessibleHelp(texts().get("ascard.pin.help." + of));
        verified.setText(texts().get("ascard.verified." + of));
        verifiedText.setText(texts().get("ascard.verified.text." + of));
        name.setText(identity.label());
        id.setText(identity.asId().hex().toUpperCase(Locale.ROOT));
        state.setText(identity.state().name());
        exports.setText(NumberFormat.getIntegerInstance(texts().locale()).format(identity.ctr()));
        sets.setText(String.join(
                "\n",
                identity.slots().stream()
                        .map(t -> texts().format(
                                        "ascard.set",
                                        t.slot(),
                                        Hex.of1(t.suite().code()),
                                        t.tVersion(),
                                        t.kcv()))
                        .toList()));
        Shown.rows(keys.getItems(), as.keys());
        Shown.set(pinEntry, !model.verified());
        Shown.set(pinVerified, model.verified());
        tries.setText(texts().format("ascard.tries." + of, identity.operatorTriesLeft()));
        form.ask(AsWords.pin(of), model.card(), identity.operatorTriesLeft(), identity.operatorTriesLeft() > 0);
        Shown.set(virtual, model.virtual().isPresent());
    }

    private String label(KeyDirectoryEntry key) {
        if (key.transport()) {
            return texts().format("ascard.key.transport", key.label());
        }
        return key.diversify() ? texts().format("ascard.key.diversified", key.label()) : key.label();
    }

    private String exportsLeft(KeyDirectoryEntry key) {
        return key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT
                ? texts().get("ascard.nolimit")
                : NumberFormat.getIntegerInstance(texts().locale()).format(key.exportsLeft());
    }

    @Override
    public Optional<Node> firstFocus() {
        Optional<SlotView> slot = model.shownProperty().get();
        return slot.flatMap(SlotView::as).isPresent() && !model.verified() ? Optional.of(pin) : Optional.empty();
    }

    @FXML
    void addPressed() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts().get("ascard.add.title"));
        File chosen = chooser.showOpenDialog(cards.getScene().getWindow());
        if (chosen != null) {
            model.add(chosen.toPath());
        }
    }

    @FXML
    void removePressed() {
        model.remove();
    }

    @FXML
    void againPressed() {
        model.readAgain();
    }

    @FXML
    void useVirtualPin() {
        pin.clear();
        model.verifyVirtual();
    }

    @Override
    public void primary() {
        if (blocked().isPresent()) {
            return;
        }
        if (model.verified()) {
            model.next();
        } else {
            model.verify(() -> blocked().isEmpty() && !model.verified(), form::take);
        }
    }

    @Override
    public void hidden() {
        pin.clear();
    }

    @Override
    public void dropped() {
        super.dropped();
        pin.clear();
    }
}
