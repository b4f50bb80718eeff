package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyrack.app.PrintoutNews.Kind;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.UnitResult;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.printer.PrintRecord.Chosen;
import org.keyrack.printer.PrintTask;
import org.keyrack.printer.PrinterException;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;
import org.keyrack.report.LabelTemplate;

/**
 * What one batch prints and writes by itself. A sheet of labels is printed as soon as its last place is taken, and what has
 * begun when the batch ends: from a roll, where a sheet is a label, each module's comes when it is done.
 */
final class BatchPrintouts implements Consumer<RunEvent> {
    private final Printouts all;
    private final PrintoutWish wish;
    /** From the batch's start on. */
    private volatile @Nullable BatchId batch;
    /** Modules whose labels are to be printed, in the order in which they were done; the queue's thread alone uses it. */
    private final Set<SerialNumber> waiting = new LinkedHashSet<>();

    BatchPrintouts(Printouts all, PrintoutWish wish) {
        this.all = all;
        this.wish = wish;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof BatchStarted started) {
            begin(new BatchId(all.bench(), started.batch()));
            return;
        }
        BatchId begun = batch;
        if (begun == null) {
            return;
        }
        if (event instanceof UnitEnded ended && ended.result().state() == UnitResult.State.DONE) {
            all.later(() -> done(begun, ended.sn()));
        } else if (event instanceof BatchEnded) {
            all.later(() -> ended(begun));
        }
    }

    /** Before any module is in work it is on the disk that this batch prints. */
    private void begin(BatchId begun) {
        try {
            all.begins(new Chosen(
                    begun.toString(),
                    wish.labels().map(PrintoutWish.Labels::printer).orElse(""),
                    wish.labels().map(PrintoutWish.Labels::template).orElse(""),
                    wish.reports().map(Path::toString).orElse("")));
            batch = begun;
        } catch (IOException e) {
            all.tell(PrintoutNews.labels(Kind.NO_RECORD, begun.toString(), 0, SentenceException.said(e)));
        }
    }

    private void done(BatchId begun, SerialNumber sn) {
        if (wish.labels().isPresent()) {
            waiting.add(sn);
            guarded(begun, () -> print(begun, false));
        }
    }

    private void ended(BatchId begun) {
        guarded(begun, () -> {
            print(begun, true);
            end(begun, write(begun));
        });
        all.over(begun.toString());
    }

    /** What an earlier start of the program has left of a batch. */
    void resume(BatchId left) {
        guarded(left, () -> {
            Optional<BatchFacts> facts = all.records().batch(left);
            if (facts.isEmpty()) {
                // Another ledger has taken the place of the one that was printed for.
                all.with(record -> {
                    record.end(left.toString());
                    return true;
                });
                return;
            }
            name(left);
            for (UnitRecord unit : facts.get().batch().units()) {
                Optional<SerialNumber> sn = unit.sn().filter(known -> unit.state() == ModuleClass.DONE);
                if (wish.labels().isPresent() && sn.isPresent() && isToBePrinted(left, sn.get())) {
                    waiting.add(sn.get());
                }
            }
            int before = waiting.size();
            print(left, true);
            if (before > waiting.size()) {
                all.tell(PrintoutNews.labels(Kind.LATE, left.toString(), before - waiting.size(), printer()));
            }
            end(left, facts.get().summary().state() != BatchSummary.State.ENDED || write(left));
        });
    }

    private boolean isToBePrinted(BatchId left, SerialNumber sn) throws IOException {
        return all.with(record -> record.isToBePrinted(left.toString(), sn.hex()));
    }

    /** Says which labels were on their way when the program ended; after that they are nobody's but a person's. */
    private void name(BatchId left) throws IOException {
        List<String> unclear = all.with(record -> record.unclear(left.toString()));
        if (!unclear.isEmpty()) {
            unclear(left, unclear);
            all.with(record -> {
                record.handed(left.toString(), unclear);
                return true;
            });
        }
    }

    private void unclear(BatchId of, List<String> labels) {
        String modules = labels.stream()
                .map(label -> SerialNumber.parse(label).grouped())
                .collect(Collectors.joining(", "));
        all.tell(PrintoutNews.labels(Kind.UNCLEAR, of.toString(), labels.size(), modules));
    }

    private String printer() {
        return wish.labels().map(PrintoutWish.Labels::printer).orElse("");
    }

    private void print(BatchId of, boolean rest) throws IOException, InputException {
        if (waiting.isEmpty()) {
            return;
        }
        LabelTemplate template = Reports.template(
                wish.labels().map(PrintoutWish.Labels::template).orElseThrow());
        boolean taken = true;
        while (taken && (waiting.size() >= template.perPage() || rest && !waiting.isEmpty())) {
            List<SerialNumber> sheet =
                    waiting.stream().limit(template.perPage()).toList();
            taken = print(of, template, sheet);
            if (taken) {
                sheet.forEach(waiting::remove);
            }
        }
    }

    /** @return whether nobody has to print this sheet any more */
    private boolean print(BatchId of, LabelTemplate template, List<SerialNumber> sheet) throws IOException {
        List<String> labels = sheet.stream().map(SerialNumber::hex).toList();
        PrintTask task = new PrintTask(
                printer(),
                of.fileName(),
                new Reports(facts(of, sheet), wish.locale()).labelSheets(template),
                template.page().width(),
                template.page().height());
        all.with(record -> {
            record.begin(of.toString(), labels);
            return true;
        });
        try {
            all.printers().print(task);
        } catch (PrinterException e) {
            if (e.unclear()) {
                unclear(of, labels);
            } else {
                all.with(record -> {
                    record.kept(of.toString(), labels);
                    return true;
                });
                all.tell(PrintoutNews.labels(Kind.WAITING, of.toString(), waiting.size(), e.getMessage()));
                return false;
            }
        }
        all.with(record -> {
            record.handed(of.toString(), labels);
            return true;
        });
        return true;
    }

    /** The modules of one sheet, each by its own lines in the ledger: a batch of thousands is not read for each. */
    private BatchFacts facts(BatchId of, List<SerialNumber> sheet) {
        List<UnitRecord> units = new ArrayList<>();
        Optional<BatchSummary> summary = Optional.empty();
        for (SerialNumber sn : sheet) {
            for (var visit : all.records().module(sn)) {
                if (visit.batch().id().equals(of)) {
                    units.add(visit.unit());
                    summary = Optional.of(visit.batch());
                }
            }
        }
        return new BatchFacts(new BatchView(summary.orElseThrow(), units, Optional.empty()), Optional.empty());
    }

    /** @return whether no report is left to be written */
    private boolean write(BatchId of) throws InputException {
        if (wish.reports().isEmpty()) {
            return true;
        }
        Path file = wish.reports().get().resolve(of.fileName() + ".pdf");
        try {
            Reports.of(all.records(), of, wish.locale()).pdf(file);
            all.tell(new PrintoutNews(Kind.WRITTEN, of.toString(), 0, file.toString(), Optional.of(file)));
            return true;
        } catch (IOException e) {
            all.tell(new PrintoutNews(Kind.NOT_WRITTEN, of.toString(), 0, SentenceException.said(e), Optional.empty()));
            return false;
        }
    }

    private void end(BatchId of, boolean written) throws IOException {
        if (written && waiting.isEmpty()) {
            all.with(record -> {
                record.end(of.toString());
                return true;
            });
        }
    }

    private interface Work {
        void run() throws IOException, InputException;
    }

    /** Whatever cannot be printed is said, and nothing that comes after it is lost. */
    private void guarded(BatchId of, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            all.tell(PrintoutNews.labels(Kind.NO_RECORD, of.toString(), 0, SentenceException.said(e)));
        } catch (LedgerUnreadable e) {
            String why = new CauseTexts(wish.locale()).sentence(e);
            all.tell(PrintoutNews.labels(Kind.WAITING, of.toString(), waiting.size(), why));
        } catch (InputException e) {
            all.tell(PrintoutNews.labels(Kind.WAITING, of.toString(), waiting.size(), e.getMessage()));
        }
    }
}
