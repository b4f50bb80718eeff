package org.keyrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.OpenDownload;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.BatchPage;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.PageStart;
import org.keyrack.protocol.SerialNumber;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack ledger show}: batches, one batch, one module, or what is open. */
@CommandLine.Command(name = "show")
final class LedgerShow extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Parameters(arity = "0..1", paramLabel = "${bundle:label.BATCH}", descriptionKey = "batch")
    private String batch;

    @Option(names = "--before", paramLabel = "${bundle:label.BENCH}/${bundle:label.NUMBER}")
    private List<String> before = List.of();

    @Option(names = "--most", paramLabel = "N")
    private int most = 50;

    @Option(names = "--sn", paramLabel = "SN")
    private String sn;

    @Option(names = "--open")
    private boolean open;

    @Option(names = "--expected", paramLabel = "CSV")
    private Path expected;

    @Option(names = "--plain")
    private boolean plain;

    @Override
    int run(CliContext context) throws CliException, LedgerException {
        if (expected != null && batch == null) {
            throw CliException.usage(context.words().get("expected.batch"));
        }
        LedgerText text = Facts.wanted(plain, context) ? new LedgerFacts(context) : new LedgerTable(context);
        try (LedgerQuery query = LedgerQuery.open(place.location(context))) {
            if (sn != null) {
                return module(context, query, text);
            }
            if (open) {
                List<OpenDownload> downloads = query.openDownloads();
                downloads.forEach(text::open);
                context.out().println(context.words().say("show.open", downloads.size()));
                return ExitCode.DONE;
            }
            if (batch == null) {
                return page(context, query, text);
            }
            return one(context, query, text);
        }
    }

    /** The way to the next page is the last line, so that it can be copied. */
    private int page(CliContext context, LedgerQuery query, LedgerText text) throws CliException {
        if (most < 1) {
            throw CliException.usage(context.words().get("ledger.most"));
        }
        List<BatchId> shown = new ArrayList<>();
        for (String name : before) {
            shown.add(BatchName.of(name, Optional.empty(), context).exact(context));
        }
        BatchPage page = query.batches(Optional.empty(), PageStart.NEWEST.below(shown), most);
        if (page.batches().isEmpty()) {
            context.err().println(context.words().get("ledger.noBatches"));
        }
        page.batches().forEach(text::batch);
        page.next()
                .ifPresent(next -> context.out()
                        .println(context.words()
                                .say(
                                        "ledger.older",
                                        next.lowest().stream()
                                                .map(batch -> "--before " + TypedName.shown(batch.toString()))
                                                .collect(Collectors.joining(" ")))));
        return ExitCode.DONE;
    }

    private int module(CliContext context, LedgerQuery query, LedgerText text) throws CliException {
        SerialNumber module;
        try {
            module = SerialNumber.parse(sn);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(SentenceException.said(e));
        }
        List<ModuleVisit> visits = query.module(module);
        for (ModuleVisit visit : visits) {
            text.batch(visit.batch());
            text.unit(visit.unit());
        }
        if (visits.isEmpty()) {
            context.out().println(context.words().say("show.unknown", module.toString()));
        }
        return ExitCode.DONE;
    }

    private int one(CliContext context, LedgerQuery query, LedgerText text) throws CliException, LedgerException {
        BatchView view = find(context, query);
        text.whole(view);
        List<SerialNumber> seen =
                view.units().stream().flatMap(unit -> unit.sn().stream()).toList();
        Delivery delivery = Delivery.of(Delivery.list(expected).or(view::expected), seen);
        delivery.print(context.out());
        return delivery.complete() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private BatchView find(CliContext context, LedgerQuery query) throws CliException {
        BatchSummary found =
                BatchName.of(batch, Optional.empty(), context).in(query::named, place.simulated(), context);
        return query.batch(found.id()).orElseThrow();
    }
}
