package org.keyrack.ui.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import org.keyrack.app.CounterFindings;
import org.keyrack.app.Resumption;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.FailureRecord;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.settings.ShelfSlot;

/** What the ledger says, in the operator's words. */
public final class HistoryWords {
    private final Desk desk;

    public HistoryWords(Desk desk) {
        this.desk = desk;
    }

    private Texts texts() {
        return desk.texts();
    }

    /** Day and time in the form of the language. */
    String moment(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                .withLocale(texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /** The same without seconds. */
    String minute(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /** Shows when an AS was seen whose counters were not as the ledger had them; nothing when none was. */
    void show(Label area, List<AsDiffered> seen) {
        area.setText(seen.stream()
                .map(one -> texts().format(
                                "history.differed",
                                one.asId().hex().toUpperCase(Locale.ROOT),
                                minute(one.at()),
                                String.join(" ", CounterFindings.of(one).sentences())))
                .collect(Collectors.joining("\n")));
        Shown.set(area, !seen.isEmpty());
    }

    private String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)
                .withLocale(texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /** The sticker of the slot that a reader is in now or was bound to; the reader's own name when it is in none. */
    public String slot(String reader) {
        String label = desk.shelf().label(desk.bench().view(), reader);
        return !label.equals(reader)
                ? label
                : desk.settings().shelf().stream()
                        .filter(slot -> slot.reader().equals(reader))
                        .map(ShelfSlot::label)
                        .findFirst()
                        .orElse(reader);
    }

    /** The number that its slot had then; one of a batch that kept none by its reader. */
    public String slot(UnitRecord unit) {
        return unit.shelf().isPresent() ? String.valueOf(unit.shelf().getAsInt()) : slot(unit.reader());
    }

    private static String name(UnitRecord unit) {
        return unit.sn().map(SerialNumber::grouped).orElse("–");
    }

    /** The batch's number, with its bench in front when it is another than the one that is open. */
    String batch(BatchSummary batch) {
        boolean own = desk.bench()
                .open()
                .map(LiveBench.Open::ledger)
                .filter(ledger -> ledger.bench().equals(batch.bench()))
                .isPresent();
        return own ? String.valueOf(batch.batch()) : batch.bench() + "/" + batch.batch();
    }

    static String as(Bytes asId) {
        return asId.hex().toUpperCase(Locale.ROOT);
    }

    /** What a column of a tree shows in a row. */
    String cell(HistoryTree.Column column, HistoryRow row) {
        UnitRecord unit = row.visit().unit();
        Optional<KeyRecord> key = row instanceof HistoryRow.Key of ? Optional.of(of.key()) : Optional.empty();
        return switch (column) {
            case NAME -> key.map(this::name).orElseGet(() -> name(unit));
            case BATCH -> batch(row.visit().batch());
            case SLOT -> slot(unit);
            case RESULT -> result(row);
            case VERSION ->
                key.filter(one -> one.keyVersion().isPresent())
                        .map(one -> String.valueOf(one.keyVersion().getAsInt()))
                        .orElse("");
            case KCV -> key.flatMap(KeyRecord::kcv).map(Object::toString).orElse("");
            case TIME ->
                key.isPresent()
                        ? key.flatMap(KeyRecord::ended).map(this::time).orElse("")
                        : day(unit.started().orElse(row.visit().batch().started()));
            case CLOCK ->
                key.isPresent()
                        ? key.flatMap(KeyRecord::ended).map(this::time).orElse("")
                        : unit.ended().or(unit::started).map(this::time).orElse("");
            case OPERATOR -> row.visit().batch().operator();
            case AS -> key.flatMap(KeyRecord::asId).map(HistoryWords::as).orElse("");
        };
    }

    private String name(KeyRecord key) {
        return texts().format(
                        key.ref2() == 0 ? "history.key.transport" : "history.key",
                        String.valueOf(key.ref1()),
                        String.valueOf(key.ref2()));
    }

    private String result(HistoryRow row) {
        String word = texts().get(Mark.of(row).key());
        if (row instanceof HistoryRow.Key) {
            return word;
        }
        UnitRecord unit = row.visit().unit();
        return texts().format(
                        "history.unit.keys",
                        word,
                        unit.counts().of(KeyClass.LOADED),
                        Math.max(unit.keysPlanned(), unit.keys().size()));
    }

    /** Everything about a row as sentences: where, when, by whom, from which AS, and why it is not done. */
    String sentence(HistoryRow row) {
        ModuleVisit visit = row.visit();
        BatchSummary batch = visit.batch();
        if (row instanceof HistoryRow.Key of) {
            KeyRecord key = of.key();
            String said = texts().format(
                            "history.key.sentence",
                            name(visit.unit()),
                            name(key),
                            texts().get(Mark.of(key).key()),
                            exporter(key, batch),
                            String.valueOf(batch.batch()),
                            batch.bench(),
                            slot(visit.unit()),
                            batch.operator(),
                            key.ended().or(key::started).map(this::moment).orElse("–"));
            return joined(said, key.failure());
        }
        String said = texts().format(
                        "history.unit.sentence",
                        name(visit.unit()),
                        String.valueOf(batch.batch()),
                        batch.bench(),
                        slot(visit.unit()),
                        batch.operator(),
                        moment(visit.unit().started().orElse(batch.started())),
                        result(row));
        return joined(said, visit.unit().failure());
    }

    /** The AS of a key, with what it is when that is no card. */
    private String exporter(KeyRecord key, BatchSummary batch) {
        String id = as(key.asId().orElse(batch.asId()));
        return key.asKind()
                .filter(kind -> kind != AsKind.CARD)
                .map(kind -> texts().format("history.key.as", id, texts().get("as.short." + kind)))
                .orElse(id);
    }

    private String joined(String said, Optional<FailureRecord> failure) {
        return failure.map(why -> said + "\n" + desk.causes().sentence(why)).orElse(said);
    }

    /** The headline of a batch; it never says that all is well over a module that is not done. */
    String headline(BatchSummary batch) {
        ModuleCounts counts = batch.counts().modules();
        if (!batch.finished()) {
            return texts().format(
                            "history.headline.open",
                            texts().get(Mark.of(batch).key()),
                            counts.of(ModuleClass.DONE),
                            counts.seen());
        }
        return desk.causes().headline(counts);
    }

    /** When, by whom, what, from which AS. */
    String facts(BatchSummary batch) {
        return texts().format(
                        "history.facts",
                        moment(batch.started()),
                        batch.operator(),
                        batch.profile(),
                        as(batch.asId()),
                        batch.setKcv().toString(),
                        batch.bench());
    }

    /** What a batch left: the slots to fill with which modules. */
    public String left(Resumption left) {
        String slots = left.open().stream()
                .map(this::slot)
                .distinct()
                .sorted(Comparator.comparing(String::length).thenComparing(slot -> slot))
                .collect(Collectors.joining(", "));
        String begun = left.open().isEmpty()
                ? ""
                : texts().format("history.left", left.open().size(), slots);
        String never = left.neverBegun() == 0 ? "" : texts().format("history.left.never", left.neverBegun());
        return (begun + " " + never).strip();
    }
}
