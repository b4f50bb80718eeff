package org.keyrack.ui.floor;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.FloorWords;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.BenchNow;
import org.keyrack.report.BatchFacts;
import org.keyrack.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** A row for each bench: its state by icon and word, what its batch is at, its AS, and why modules failed. */
final class FloorRows {
    private final Texts texts;

    FloorRows(Texts texts) {
        this.texts = texts;
    }

    HBox row(BenchNow bench) {
        Label name = new Label(TypedName.shown(bench.bench()));
        name.getStyleClass().add("section-title");
        Mark mark = Mark.of(bench);
        Label state = muted(texts.get("floor.state." + mark));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label seen = muted(texts.format("floor.seen", moment(bench.lastSeen())));
        HBox head = new HBox(name, state, space, seen);
        head.getStyleClass().add("lesson-head");
        VBox words = new VBox(head);
        HBox.setHgrow(words, Priority.ALWAYS);
        bench.newest().ifPresent(batch -> fill(words, bench, batch));
        HBox row = new HBox(new FontIcon(mark.icon), words);
        row.getStyleClass().addAll("lesson-row", mark.style);
        row.setId("floor-" + bench.bench());
        return row;
    }

    private void fill(VBox words, BenchNow bench, BatchView batch) {
        BatchSummary summary = batch.summary();
        CauseTexts causes = new CauseTexts(texts.locale());
        NumberFormat whole = NumberFormat.getIntegerInstance(texts.locale());
        words.getChildren()
                .addAll(
                        wrapped(texts.format(
                                summary.simulated() ? "floor.batch.simulated" : "floor.batch",
                                String.valueOf(summary.batch()),
                                TypedName.shown(summary.profile()),
                                whole.format(Math.round(bench.keysPerMinute())))),
                        wrapped(causes.sentence(summary.counts())),
                        wrapped(texts.format(
                                "floor.as",
                                summary.asId().hex(),
                                bench.counters().ctr(),
                                whole.format(bench.counters().ctr()),
                                FloorWords.exportsLeft(bench.exports()))));
        new BatchFacts(batch, Optional.empty()).causes().forEach(group -> {
            Label cause = wrapped(group.units() + " × " + causes.sentence(group.failure()));
            cause.getStyleClass().add("problem");
            words.getChildren().add(cause);
        });
    }

    /** Where a row leads the eye to; its word is {@code floor.state} and the name. */
    private enum Mark {
        NONE("mdi2c-circle-outline", "lesson-open"),
        RUNNING("mdi2p-play-circle-outline", "lesson-open"),
        ENDED("mdi2c-check-circle", "good"),
        STOPPED("mdi2s-stop-circle-outline", "lesson-open"),
        FAILED("mdi2a-alert-octagon", "problem"),
        INTERRUPTED("mdi2a-alert-octagon", "problem");

        private final String icon;
        private final String style;

        Mark(String icon, String style) {
            this.icon = icon;
            this.style = style;
        }

        static Mark of(BenchNow bench) {
            return bench.newest().map(Mark::of).orElse(NONE);
        }

        private static Mark of(BatchView batch) {
            return switch (batch.summary().state()) {
                case RUNNING -> RUNNING;
                case INTERRUPTED -> INTERRUPTED;
                case ENDED -> {
                    if (!new BatchFacts(batch, Optional.empty()).causes().isEmpty()) {
                        yield FAILED;
                    }
                    yield batch.summary().finished() ? ENDED : STOPPED;
                }
            };
        }
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                .withLocale(texts.locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
