package org.keyrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.BatchPage;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ledger.PageStart;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.SerialNumber;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack ledger show}: batches, one batch, one module, or what is open. */
@CommandLine.Command(
        name = "show",
        description = "Shows batches, one batch, one module, or what is open.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the batch differs from its list of expected modules, 2 usage,"
                    + " 3 the ledger cannot be opened."
        })
final class LedgerShow extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Parameters(
            arity = "0..1",
            paramLabel = "BATCH",
            description = "A batch's number, or BENCH/NUMBER (default: lists the newest batches).")
    private String batch;

    @Option(
            names = "--before",
            paramLabel = "BENCH/NUMBER",
            description = "Lists only batches of a lower number than this one of its bench; once for each bench.")
    private List<String> before = List.of();

    @Option(names = "--most", paramLabel = "N", description = "Lists so many batches at most (default: 50).")
    private int most = 50;

    @Option(names = "--sn", paramLabel = "SN", description = "Where this module was loaded, by whom, from which AS.")
    private String sn;

    @Option(names = "--open", description = "Downloads whose outcome is not known.")
    private boolean open;

    @Option(
            names = "--expected",
            paramLabel = "CSV",
            description = "With BATCH: a list of SNs; names missing and unexpected modules"
                    + " (default: the list that the batch was begun with).")
    private Path expected;

    @Override
    int run(CliContext context) throws CliException, LedgerException {
        PrintWriter out = context.out();
        if (expected != null && batch == null) {
            throw CliException.usage(context.words().get("expected.batch"));
        }
        try (LedgerQuery query = LedgerQuery.open(place.location(context))) {
            if (sn != null) {
                return module(context, query);
            }
            if (open) {
                List<OpenDownload> downloads = query.openDownloads();
                downloads.forEach(download -> out.printf(
                        Locale.ROOT,
                        "%s in \"%s\": REF1 %d to REF2 %d, batch %d, not known whether it is in%n",
                        download.sn(),
                        TypedName.shown(download.reader()),
                        download.ref1(),
                        download.ref2(),
                        download.batch().number()));
                out.println(downloads.size() + " open.");
                return ExitCode.DONE;
            }
            if (batch == null) {
                return page(context, query);
            }
            return one(context, query);
        }
    }

    /** The way to the next page is the last line, so that it can be copied. */
    private int page(CliContext context, LedgerQuery query) throws CliException {
        if (most < 1) {
            throw CliException.usage(context.words().get("ledger.most"));
        }
        List<BatchId> shown = new ArrayList<>();
        for (String name : before) {
            shown.add(BatchName.of(name, Optional.empty(), context).exact(context));
        }
        BatchPage page = query.batches(Optional.empty(), PageStart.NEWEST.below(shown), most);
        page.batches().forEach(summary -> context.out().println(line(context, summary)));
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

    private int module(CliContext context, LedgerQuery query) throws CliException {
        PrintWriter out = context.out();
        SerialNumber module;
        try {
            module = SerialNumber.parse(sn);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(e.getMessage());
        }
        List<ModuleVisit> visits = query.module(module);
        for (ModuleVisit visit : visits) {
            out.println(line(context, visit.batch()));
            print(out, visit.unit());
        }
        if (visits.isEmpty()) {
            out.println(module + " is not in this ledger.");
        }
        return ExitCode.DONE;
    }

    private int one(CliContext context, LedgerQuery query) throws CliException, LedgerException {
        PrintWriter out = context.out();
        BatchView view = find(context, query);
        out.println(line(context, view.summary()));
        view.units().stream().sorted(UnitRecord.bySlot()).forEach(unit -> print(out, unit));
        out.println("Chain head: " + view.summary().head());
        List<SerialNumber> seen =
                view.units().stream().flatMap(unit -> unit.sn().stream()).toList();
        Delivery delivery = Delivery.of(Delivery.list(expected).or(view::expected), seen);
        delivery.print(out);
        return delivery.complete() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private BatchView find(CliContext context, LedgerQuery query) throws CliException {
        BatchSummary found =
                BatchName.of(batch, Optional.empty(), context).in(query::named, place.simulated(), context);
        return query.batch(found.id()).orElseThrow();
    }

    private static String line(CliContext context, BatchSummary summary) {
        return String.format(
                Locale.ROOT,
                "%s/%d  %s  %s%s  %s  by %s  AS %s  set %s  %s",
                TypedName.shown(summary.bench()),
                summary.batch(),
                summary.started(),
                how(summary),
                summary.simulated() ? " SIMULATION" : "",
                TypedName.shown(summary.profile()),
                TypedName.shown(summary.operator()),
                summary.asId().hex(),
                summary.setKcv(),
                context.texts().sentence(summary.counts()));
    }

    /** A batch that ended says why; "finished" is the usual reason. */
    private static String how(BatchSummary summary) {
        return summary.reason()
                .map(EndReason::name)
                .orElse(summary.state().name())
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    private static void print(PrintWriter out, UnitRecord unit) {
        out.printf(
                Locale.ROOT,
                "  %s  %s  %s%s%s%n",
                unit.sn().map(Object::toString).orElse("not read"),
                place(unit),
                unit.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                unit.failure().map(failure -> "  " + failure.cause()).orElse(""),
                unit.setAside().map(at -> "  " + aside(unit, at)).orElse(""));
        unit.keys().forEach(key -> out.println("    " + line(key)));
    }

    private static String place(UnitRecord unit) {
        return unit.shelf().isPresent()
                ? "slot " + unit.shelf().getAsInt() + " (" + TypedName.shown(unit.reader()) + ")"
                : TypedName.shown(unit.reader());
    }

    private static String aside(UnitRecord unit, Instant at) {
        return "set aside "
                + unit.setAsideBy()
                        .map(operator -> "by " + TypedName.shown(operator) + " ")
                        .orElse("") + at;
    }

    private static String line(KeyRecord key) {
        String loaded = key.state() == KeyRecord.State.LOADED
                ? String.format(
                        Locale.ROOT,
                        "  version %d  KCV %s  AS %s%s",
                        key.keyVersion().orElse(0),
                        key.kcv().map(Object::toString).orElse(""),
                        key.asId().map(Object::toString).orElse("")
                                + key.asKind()
                                        .filter(kind -> kind != AsKind.CARD)
                                        .map(kind -> " (" + kind.id() + ")")
                                        .orElse(""),
                        key.settled() ? "  settled by GET DATA 0203" : "")
                : key.failure().map(failure -> "  " + failure.cause()).orElse("");
        return String.format(
                Locale.ROOT,
                "REF1 %d to REF2 %d  %s%s%s",
                key.ref1(),
                key.ref2(),
                key.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                loaded,
                key.ended().map(at -> "  " + at).orElse(""));
    }
}
