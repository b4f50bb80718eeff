package org.keyrack.ui.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.keyrack.app.Comparisons;
import org.keyrack.app.ReportSource;
import org.keyrack.app.Resumption;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.BatchId;
import org.keyrack.ledger.BatchPage;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.PageStart;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;
import org.keyrack.report.Comparison;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.reports.LedgerRecords;

/** View model of the page History: reads the ledger in the background and keeps what was read last. */
public final class HistoryModel {
    private static final int MOST_MODULES = 20;
    private static final int MOST_COMPARED = 24;
    private static final int PAGE = 50;
    private static final int MOST_DIFFERENCES = 3;

    private final Desk desk;
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(this, "page", Page.BATCHES);
    private final ReadOnlyObjectWrapper<List<BatchSummary>> batches =
            new ReadOnlyObjectWrapper<>(this, "batches", List.of());
    private final ReadOnlyObjectWrapper<Optional<PageStart>> older =
            new ReadOnlyObjectWrapper<>(this, "older", Optional.empty());
    private final ReadOnlyObjectWrapper<String> nothing =
            new ReadOnlyObjectWrapper<>(this, "nothing", "history.reading");
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ReadOnlyObjectWrapper<Optional<String>> searchProblem =
            new ReadOnlyObjectWrapper<>(this, "searchProblem", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Found>> found =
            new ReadOnlyObjectWrapper<>(this, "found", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Opened>> opened =
            new ReadOnlyObjectWrapper<>(this, "opened", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Comparison>> comparison =
            new ReadOnlyObjectWrapper<>(this, "comparison", Optional.empty());
    private final ReadOnlyObjectWrapper<List<AsDiffered>> differences =
            new ReadOnlyObjectWrapper<>(this, "differences", List.of());
    private final LatestAnswer ledger;

    public HistoryModel(Desk desk) {
        this.desk = desk;
        this.ledger = new LatestAnswer(desk.background());
        search.subscribe(text -> searchProblem.set(Optional.empty()));
        desk.bench().openProperty().subscribe(open -> {
            differences.set(List.of());
            show(List.of(), Optional.empty());
            page.set(Page.BATCHES);
        });
        desk.scannedProperty().subscribe((before, scanned) -> scanned.ifPresent(this::find));
    }

    /** A module that was scanned and is in no slot is looked for here. */
    private void find(SerialNumber sn) {
        if (desk.navigator().currentProperty().get() == StepName.HISTORY) {
            search.set(sn.grouped());
            find();
        }
    }

    /** What the page shows. */
    enum Page {
        BATCHES,
        BATCH,
        FOUND,
        COMPARISON
    }

    /**
     * A batch that was opened.
     *
     * @param left what is to be done again; empty when nothing is
     */
    record Opened(BatchFacts facts, Optional<Resumption> left) {}

    /**
     * What a search has found.
     *
     * @param input what was looked for
     * @param modules how many modules have these digits in their SN
     * @param visits their batches, by module, oldest first
     * @param more whether further modules were left out
     */
    record Found(SearchInput input, int modules, List<ModuleVisit> visits, boolean more) {}

    /** Reads again what the page shows: runs go on while it is not looked at. */
    void again() {
        switch (page.get()) {
            case BATCHES -> refresh();
            case BATCH -> opened.get().map(one -> one.facts().summary()).ifPresent(batch -> open(batch.id()));
            case FOUND -> find();
            case COMPARISON -> compare();
        }
    }

    /** What the list of batches shows. */
    private record Read(BatchPage batches, List<AsDiffered> differences) {}

    private void refresh() {
        boolean benchOpen = desk.bench().open().isPresent();
        LedgerRecords records = LedgerRecords.of(desk);
        nothing.set("history.reading");
        // Who has asked for older batches finds them again.
        int most = Math.max(PAGE, batches.get().size());
        ledger.run(
                () -> records.with(source -> new Read(
                        source.batches(Optional.empty(), PageStart.NEWEST, most),
                        source.differences().stream().limit(MOST_DIFFERENCES).toList())),
                read -> {
                    nothing.set("history.none");
                    differences.set(read.differences());
                    show(read.batches().batches(), read.batches().next());
                },
                failure -> {
                    show(List.of(), Optional.empty());
                    nothing.set(benchOpen ? "history.unreadable" : "history.closed");
                });
    }

    private void show(List<BatchSummary> shown, Optional<PageStart> next) {
        batches.set(List.copyOf(shown));
        older.set(next);
    }

    /** Lists the next page of batches below those that are shown. */
    void showOlder() {
        older.get().ifPresent(start -> {
            LedgerRecords records = LedgerRecords.of(desk);
            List<BatchSummary> shown = new ArrayList<>(batches.get());
            ledger.run(
                    () -> records.with(source -> source.batches(Optional.empty(), start, PAGE)),
                    read -> {
                        shown.addAll(read.batches());
                        show(shown, read.next());
                    },
                    this::failed);
        });
    }

    /** Looks for modules by what was written. */
    void find() {
        SearchInput input = SearchInput.of(search.get());
        searchProblem.set(input.problem());
        if (input.problem().isPresent()) {
            return;
        }
        LedgerRecords records = LedgerRecords.of(desk);
        ledger.run(
                () -> records.with(source -> find(source, input)),
                read -> {
                    found.set(Optional.of(read));
                    page.set(Page.FOUND);
                },
                this::failed);
    }

    private static Found find(ReportSource source, SearchInput input) {
        List<SerialNumber> modules = input.whole()
                ? List.of(SerialNumber.parse(input.digits()))
                : source.modulesWith(input.digits(), MOST_MODULES + 1);
        List<ModuleVisit> visits = new ArrayList<>();
        modules.stream().limit(MOST_MODULES).forEach(sn -> visits.addAll(source.module(sn)));
        int seen =
                (int) visits.stream().map(visit -> visit.unit().sn()).distinct().count();
        return new Found(input, seen, visits, modules.size() > MOST_MODULES);
    }

    /** Opens a batch. */
    void open(BatchId batch) {
        LedgerRecords records = LedgerRecords.of(desk);
        ledger.run(
                () -> records.with(source ->
                        source.batch(batch).map(facts -> new Opened(facts, Resumption.of(source, batch)))),
                read -> {
                    opened.set(read);
                    page.set(read.isPresent() ? Page.BATCH : Page.BATCHES);
                },
                this::failed);
    }

    /** Compares the newest batches. */
    void compare() {
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        ledger.run(
                () -> records.with(source -> compared(source, locale).data()),
                read -> {
                    comparison.set(Optional.of(read));
                    page.set(Page.COMPARISON);
                },
                this::failed);
    }

    private static Comparisons compared(ReportSource source, Locale locale) {
        return Comparisons.of(source, Optional.empty(), MOST_COMPARED, locale);
    }

    /** Writes yields and causes of the same batches as a table; a notice says where it is, or why not. */
    void saveStatistics(Path file) {
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        desk.background()
                .run(
                        () -> records.with(source -> {
                            compared(source, locale).statistics(file);
                            return file;
                        }),
                        written -> desk.notices().written("reports.written", written),
                        this::failed);
    }

    /** Shows the list of batches again. */
    void backToBatches() {
        page.set(Page.BATCHES);
        refresh();
    }

    private void failed(Exception failure) {
        desk.notices()
                .error(
                        LedgerProblem.in(failure).isPresent()
                                ? desk.causes().sentence(failure)
                                : desk.texts().format("history.failed", String.valueOf(failure.getMessage())));
    }

    ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<BatchSummary>> batchesProperty() {
        return batches.getReadOnlyProperty();
    }

    /** The last sights of an AS whose counters were not as the ledger had them, newest first. */
    ReadOnlyObjectProperty<List<AsDiffered>> differencesProperty() {
        return differences.getReadOnlyProperty();
    }

    /** Where the batches older than those shown begin; empty when all are shown. */
    ReadOnlyObjectProperty<Optional<PageStart>> olderProperty() {
        return older.getReadOnlyProperty();
    }

    /** The bundle key of why no batch is listed. */
    ReadOnlyObjectProperty<String> nothingProperty() {
        return nothing.getReadOnlyProperty();
    }

    StringProperty searchProperty() {
        return search;
    }

    /** The bundle key of what is wrong with the search. */
    ReadOnlyObjectProperty<Optional<String>> searchProblemProperty() {
        return searchProblem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Opened>> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Comparison>> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }
}
