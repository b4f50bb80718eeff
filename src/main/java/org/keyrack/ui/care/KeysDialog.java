package org.keyrack.ui.care;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.app.Campaign;
import org.keyrack.app.Campaign.Holders;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.ModuleHolding;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.reports.LedgerRecords;

/** Which modules hold which T, by the ledger of all benches, and which receipts still want it. */
public final class KeysDialog {
    private static final double WIDTH = 880;
    private static final double HEIGHT = 430;

    private final Desk desk;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final TableView<Map.Entry<HeldTransportKey, Holders>> keys = new TableView<>();
    private final TableView<ModuleHolding> modules = new TableView<>();
    private final Label title = new Label();
    private final DateTimeFormatter day;

    public KeysDialog(Desk desk) {
        this.desk = desk;
        day = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
                .withLocale(desk.texts().locale())
                .withZone(ZoneId.systemDefault());
        dialog.setTitle(desk.texts().get("keys.dialog"));
        dialog.setHeaderText(dialog.getTitle());
        Questions.dress(dialog, "mdi2k-key-chain-variant");
        DialogPane pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(new ButtonType(desk.texts().get("labels.close"), ButtonData.CANCEL_CLOSE));
        pane.lookupButton(pane.getButtonTypes().get(0)).setId("keys-close");
        pane.getStyleClass().add("page-dialog");
        pane.setContent(content());
    }

    private VBox content() {
        keys.setId("keys-held");
        keys.setAccessibleText(desk.texts().get("keys.dialog"));
        add(keys, "keys.version", 60, row -> String.valueOf(row.getKey().version()));
        add(keys, "keys.kcv", 84, row -> row.getKey().kcv().toString());
        add(
                keys,
                "keys.modules",
                84,
                row -> String.valueOf(row.getValue().modules().size()));
        add(keys, "keys.unaudited", 150, row -> String.valueOf(row.getValue().notAudited()));
        add(
                keys,
                "keys.since",
                92,
                row -> row.getValue().modules().isEmpty()
                        ? ""
                        : day(row.getValue().since()));
        add(
                keys,
                "keys.seen",
                92,
                row -> row.getValue().modules().isEmpty()
                        ? ""
                        : day(row.getValue().seen()));
        add(keys, "keys.benches", 180, row -> benches(row.getValue()));
        keys.setPlaceholder(placeholder("keys.reading"));
        modules.setId("keys-modules");
        modules.setAccessibleText(desk.texts().get("keys.modules"));
        add(modules, "keys.sn", 200, module -> module.sn().grouped());
        add(
                modules,
                "keys.bench",
                150,
                module -> module.bench().map(TypedName::shown).orElse(""));
        add(modules, "keys.since", 110, module -> module.since().map(this::day).orElse(""));
        add(modules, "keys.seenOn", 150, module -> TypedName.shown(module.seenBench()));
        add(modules, "keys.seen", 110, module -> day(module.seenAt()));
        modules.setPlaceholder(placeholder("keys.nobody"));
        keys.getSelectionModel().selectedItemProperty().subscribe(row -> chosen(Optional.ofNullable(row)));
        title.setId("keys-chosen");
        title.getStyleClass().add("section-title");
        wrap(title);
        Label hint = new Label(desk.texts().get("keys.hint"));
        hint.getStyleClass().add("muted");
        wrap(hint);
        VBox.setVgrow(keys, Priority.SOMETIMES);
        VBox.setVgrow(modules, Priority.ALWAYS);
        VBox content = new VBox(keys, title, modules, hint);
        content.getStyleClass().addAll("dialog-fields", "care-page");
        content.setPrefSize(WIDTH, HEIGHT);
        return content;
    }

    private static void wrap(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    private Label placeholder(String key) {
        Label label = new Label(desk.texts().get(key));
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        return label;
    }

    private <R> void add(TableView<R> table, String key, double width, Function<R, String> text) {
        TableColumn<R, String> column = new TableColumn<>(desk.texts().get(key));
        column.setPrefWidth(width);
        Columns.text(column, text);
        table.getColumns().add(column);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    private String day(Instant at) {
        return day.format(at);
    }

    private static String benches(Holders holders) {
        return holders.benches().entrySet().stream()
                .map(bench -> TypedName.shown(bench.getKey()) + " " + bench.getValue())
                .collect(Collectors.joining(", "));
    }

    private void chosen(Optional<Map.Entry<HeldTransportKey, Holders>> row) {
        modules.getItems().setAll(row.map(held -> held.getValue().modules()).orElse(List.of()));
        title.setText(row.map(held -> desk.texts()
                        .format(
                                "keys.chosen",
                                held.getKey().version(),
                                held.getKey().kcv().toString()))
                .orElse(""));
    }

    /** Opens it and reads the ledger; returns at once. */
    public void show() {
        LedgerRecords records = LedgerRecords.of(desk);
        desk.background()
                .run(() -> records.with(Campaign::of), this::show, failure -> keys.setPlaceholder(failed(failure)));
        dialog.setOnShown(shown -> keys.requestFocus());
        dialog.show();
    }

    private Label failed(Exception failure) {
        Label label = placeholder("keys.none");
        label.setText(desk.causes().sentence(failure));
        return label;
    }

    private void show(Campaign campaign) {
        keys.setPlaceholder(placeholder("keys.none"));
        keys.getItems().setAll(campaign.holders().entrySet());
        keys.getSelectionModel().selectFirst();
    }
}
