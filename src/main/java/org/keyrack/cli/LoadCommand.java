package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.app.Batches;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.InputException;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderFile;
import org.keyrack.app.Reports;
import org.keyrack.app.SlotView;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.run.RunSummary;
import org.keyrack.unit.EiUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads a rack: reads it, plans, runs, tells. */
@CommandLine.Command(name = "load")
final class LoadCommand extends BenchTask {
    @Option(names = "--profile", paramLabel = "${bundle:label.FILE}|demo")
    private String profileName;

    @Option(names = "--order", paramLabel = "${bundle:label.FILE}")
    private Path orderFile;

    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private List<String> only = List.of();

    @Mixin
    private PinOptions pin;

    @Mixin
    private AsOptions places;

    @Option(names = "--all-as")
    private boolean allAs;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private PersonOptions person;

    @Option(names = "--release", paramLabel = "SN")
    private List<String> released = List.of();

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--report", paramLabel = "${bundle:label.DIR}")
    private Path report;

    @Option(names = "--expected", paramLabel = "CSV")
    private Path expected;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--plain")
    private boolean plain;

    private Optional<Profile> profile = Optional.empty();
    private Optional<SignedOrder> order = Optional.empty();
    private Optional<String> signedIn = Optional.empty();
    private String who = "";
    private Optional<ExpectedUnits> list = Optional.empty();

    @Override
    void check(CliContext context) throws CliException, InputException, IOException {
        operator.check(context);
        places.check(context);
        if (profileName == null == (orderFile == null)) {
            throw CliException.usage(
                    profileName == null
                            ? context.words().say("usage.missing", "--profile, --order")
                            : context.words().get("usage.exclusive"));
        }
        if (!released.isEmpty() && !releases.possible(context)) {
            throw CliException.usage(context.words().get("release.nobody"));
        }
        if (orderFile != null) {
            order = Optional.of(OrderFile.read(orderFile));
        }
        profile = Optional.of(order.isPresent() ? order.get().order().profile() : profile());
        list = Delivery.list(expected);
    }

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        try (OpenLedger opened = context.ledgers().open(ledger.location(), simulated())) {
            // Before the first card is read: reading settles what earlier runs left open.
            context.texts().sentences(opened.recover()).forEach(context.err()::println);
            signedIn = person.operator(context, opened, simulated() || dryRun);
            who = signedIn.orElseGet(() -> operator.name(context));
            if (order.isPresent() && !dryRun) {
                openOrder(context, opened, order.get());
            }
            return load(context, places.placed(context, open), opened);
        }
    }

    private static void openOrder(CliContext context, OpenLedger ledger, SignedOrder order) throws CliException {
        try {
            ledger.orders().open(order);
        } catch (OrderException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }

    private int load(CliContext context, OpenBench open, OpenLedger opened)
            throws CliException, InputException, InterruptedException {
        try (Bench bench = open.bench(opened, opened)) {
            BenchView view = BenchOptions.read(bench, context.texts());
            LoadReport.printSettled(context, view);
            for (String reader : only) {
                InspectCommand.named(view, reader);
            }
            places.require(context, view);
            PinEntry pins = pin.entry(context, open, bench, places, new LastTries(context, opened, signedIn, releases));
            SlotView as = PinEntry.findAs(view, context.texts());
            Batches all = new Batches(bench, opened);
            Batches batches = order.map(signed -> all.under(signed.order())).orElse(all);
            if (!dryRun) {
                pins.enter(as.reader());
                for (String other :
                        places.others(context, as.reader(), batches.companions(as.reader()), allAs || simulated())) {
                    pins.enter(other);
                }
            }
            Plan plan = batches.plan(profile.orElseThrow(), Set.copyOf(only), view);
            Delivery delivery = Delivery.of(list, modules(view));
            LoadReport result = new LoadReport(context, plan, delivery);
            if (Facts.wanted(plain, context)) {
                result.sayRack(as, modules(view).size());
            }
            result.printPlan();
            if (plan.blocked()) {
                return ExitCode.BENCH;
            }
            if (dryRun) {
                result.showPlan(json);
                return plan.refusals().isEmpty() && delivery.complete() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
            }
            if (signedIn.isPresent()) {
                release(context, opened, plan, signedIn.get());
            }
            LoadProgress progress = progress(context, plan);
            RunSummary summary = DownloadRun.run(
                    context,
                    batches,
                    plan,
                    pins,
                    new Batches.Options(who, false, list, profileFiles(), Set.copyOf(only)),
                    progress,
                    result::accept);
            Optional<Reports> reports = json || report != null
                    ? Optional.of(
                            Reports.of(opened.records(), new BatchId(opened.bench(), summary.batch()), Languages.now()))
                    : Optional.empty();
            if (report != null) {
                result.write(report, reports.orElseThrow());
            }
            if (json) {
                // The object tells of them too.
                result.print(summary, reports, LoadReport.hooks(context, opened.hooks()));
            } else {
                if (Facts.wanted(plain, context)) {
                    result.say(summary, progress.triage());
                } else {
                    result.print(summary, Optional.empty(), List.of());
                }
                context.out().flush();
                LoadReport.hooks(context, opened.hooks());
            }
            return summary.complete() && plan.refusals().isEmpty() && delivery.complete()
                    ? ExitCode.DONE
                    : ExitCode.UNITS_FAILED;
        }
    }

    /** What a second person has to release: modules that are named, or each in turn at a terminal. */
    private void release(CliContext context, OpenLedger opened, Plan plan, String by)
            throws CliException, InputException, InterruptedException {
        Set<String> named = new HashSet<>();
        for (String each : released) {
            named.add(CertificateCommand.serial(context, each).hex());
        }
        for (WantedRelease wanted : WantedRelease.of(opened, plan, order.isPresent())) {
            if (wanted.held().isEmpty()
                    || named.contains(wanted.object())
                    || context.console().isPresent()) {
                String since =
                        wanted.held().map(held -> held.since().toString()).orElse("");
                releases.release(
                        context,
                        opened,
                        wanted.act(),
                        wanted.object(),
                        by,
                        context.words().say("release." + wanted.act(), wanted.shown(), since, wanted.by()));
            }
        }
    }

    private List<SerialNumber> modules(BenchView view) {
        return view.eiUnits().stream()
                .filter(unit -> only.isEmpty() || only.contains(unit.reader()))
                .map(EiUnit::sn)
                .toList();
    }

    private Profile profile() throws CliException {
        try {
            return profileName.equals("demo") ? ProfileFile.demo() : ProfileFile.read(Path.of(profileName));
        } catch (ProfileException e) {
            throw CliException.usage(e.getMessage());
        }
    }

    private List<Path> profileFiles() {
        return profileName == null || profileName.equals("demo") ? List.of() : List.of(Path.of(profileName));
    }

    private LoadProgress progress(CliContext context, Plan plan) {
        return Facts.wanted(plain, context) ? new SpokenProgress(context) : LoadProgress.drawn(context, plan);
    }

    /** Gives the AS back to a run that lost it. */
    static void rejoin(LoadRun load, String reader) {
        try {
            load.addAs(reader);
        } catch (LinkFailure gone) {
            // It went again; the next time it is read it is asked for its PIN again.
            org.slf4j.LoggerFactory.getLogger(LoadCommand.class).info("The AS is gone again: {}", gone.getMessage());
        }
    }
}
