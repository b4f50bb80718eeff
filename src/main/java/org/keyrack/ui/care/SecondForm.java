package org.keyrack.ui.care;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.keyrack.app.CareWords;
import org.keyrack.app.SealedRecordFile;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.care.SealedTarget.Bring;
import org.keyrack.ui.care.SealedTarget.Into;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.unit.AsUnit;

/** The keys of an AS go to a second one by sealed records, straight or by a file. */
final class SecondForm extends CareForm {
    /** PINs of five persons and the exports of the keys stand side by side. */
    private static final double WIDTH = 940;

    private static final double SHARES = 330;

    private final ComboBox<SealedTarget> targets = new ComboBox<>();
    private final Label file = new Label();
    private final HBox files;
    private final CheckBox reopen = new CheckBox();
    private final CheckBox operational = new CheckBox();
    private final RolePin operator;
    private final DualControl own;
    private final Label secondName = new Label();
    private final DualControl seconds;
    private final Label sharesName = new Label();
    private final ExportsGrid shares = new ExportsGrid(texts(), "care.SECOND.share", this::changed);
    private final VBox right = new VBox(sharesName, shares);
    private final LatestAnswer records;
    private Optional<Path> chosen = Optional.empty();

    SecondForm(Desk desk, AsUnit as) {
        super(desk, as);
        records = new LatestAnswer(desk.background());
        own = new DualControl(this);
        operator = own.with(pin(PinReference.OPERATOR));
        seconds = new DualControl(this, "care-second-");
        targets.setId("care-target");
        targets.setMaxWidth(Double.MAX_VALUE);
        targets.setAccessibleText(texts().get("care.SECOND.title"));
        targets.setConverter(new OneWayConverter<>(target -> target.name(desk)));
        targets.getItems().setAll(SealedTarget.of(desk, as));
        targets.getSelectionModel().selectFirst();
        targets.setOnAction(picked -> {
            chosen = Optional.empty();
            showKeys();
            show();
        });
        Button choose = new Button(texts().get("care.SECOND.file"));
        choose.setId("care-file");
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setOnAction(pressed -> choose());
        file.setWrapText(true);
        files = new HBox(choose, file);
        files.getStyleClass().add("actions");
        box(reopen, "care-reopen", "care.SECOND.reopen");
        box(operational, "care-operational", "care.SECOND.operational");
        sharesName.setWrapText(true);
        sharesName.setMinHeight(USE_PREF_SIZE);
        right.getStyleClass().add("dialog-fields");
        right.setMinWidth(SHARES);
        right.setMaxWidth(SHARES);
        VBox left = new VBox(files, reopen, own.row(), secondName, seconds.row(), operational);
        left.getStyleClass().add("dialog-fields");
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox both = new HBox(left, right);
        both.getStyleClass().add("care-pins");
        getChildren().setAll(targets, both);
        showKeys();
        show();
    }

    @Override
    double width() {
        return WIDTH;
    }

    /** Shows the keys of which the second AS may have exports: those that go there. */
    private void showKeys() {
        records.forget();
        if (target() instanceof Bring && chosen.isPresent()) {
            Path file = chosen.get();
            shares.show(List.of(), this::name);
            // What is wrong with the file is said when it is used.
            records.run(
                    () -> SealedRecordFile.read(file),
                    kept -> {
                        shares.show(kept.keys(), this::name);
                        show();
                    },
                    unread -> show());
        } else if (target() instanceof Into) {
            shares.show(
                    as().keys().stream()
                            .filter(key -> !key.attributes().barredFromSealing())
                            .toList(),
                    CareWords::exportsLeft);
        } else {
            shares.show(List.of(), this::name);
        }
    }

    private String name(KeyDirectoryEntry key) {
        return texts().format("care.SECOND.key", key.ref1(), key.label());
    }

    private void box(CheckBox box, String id, String key) {
        box.setId(id);
        box.setText(texts().get(key));
        box.setWrapText(true);
        box.setMinHeight(USE_PREF_SIZE);
        box.setOnAction(ticked -> changed());
    }

    private SealedTarget target() {
        return Optional.ofNullable(targets.getValue()).orElseGet(Bring::new);
    }

    private void show() {
        SealedTarget target = target();
        boolean out = !(target instanceof Bring);
        Shown.set(files, !(target instanceof Into));
        Shown.set(operator, out);
        Shown.set(reopen, out && as().identity().state() == LifeCycleState.OPERATIONAL);
        Shown.set(secondName, target instanceof Into);
        Shown.set(seconds.row(), target instanceof Into);
        Shown.set(right, shares.first().isPresent());
        sharesName.setText(texts().get(target instanceof Into ? "care.SECOND.shares" : "care.SECOND.bringShares"));
        if (target instanceof Into into) {
            secondName.setText(
                    texts().format("care.SECOND.pins", into.second().identity().label()));
            AsUnit second = into.now(desk());
            seconds.ask(second, second.reader());
        }
        file.setText(chosen.map(Path::toString).orElse(""));
        resized();
        changed();
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        boolean in = target() instanceof Bring;
        chooser.setTitle(target().name(desk()));
        chooser.setInitialFileName("as-" + as().identity().asId().hex() + ".records");
        File picked = in
                ? chooser.showOpenDialog(getScene().getWindow())
                : chooser.showSaveDialog(getScene().getWindow());
        Optional.ofNullable(picked).map(File::toPath).ifPresent(this::choose);
    }

    /** Takes the file of the records. */
    void choose(Path path) {
        chosen = Optional.of(path);
        showKeys();
        show();
    }

    @Override
    void ask(AsUnit read, String card) {
        super.ask(read, card);
        operator.ask(read, card);
        own.ask(read, card);
        show();
    }

    @Override
    String[] readers() {
        return target() instanceof Into into
                ? new String[] {as().reader(), into.second().reader()}
                : new String[] {as().reader()};
    }

    @Override
    Optional<String> missing() {
        SealedTarget target = target();
        if (!(target instanceof Into) && chosen.isEmpty()) {
            return Optional.of(texts().get("care.SECOND.noFile"));
        }
        Optional<String> mine = target instanceof Bring
                ? own.missing()
                : RolePin.missing(List.of(operator)).or(own::missing);
        return mine.or(() -> target instanceof Into ? seconds.missing() : Optional.empty());
    }

    @Override
    Optional<CareWork.Act> take() {
        SealedTarget target = target();
        CarePins pins = own.take();
        if (!(target instanceof Bring)) {
            operator.take(pins);
        }
        CarePins other = seconds.take();
        return Optional.of(new SealedWork(
                as(),
                target,
                chosen,
                pins,
                other,
                shares.wanted(),
                reopen.isVisible() && reopen.isSelected(),
                operational.isSelected()));
    }

    @Override
    void clear() {
        operator.clear();
        own.clear();
        seconds.clear();
    }

    @Override
    Node firstFocus() {
        return targets;
    }
}
