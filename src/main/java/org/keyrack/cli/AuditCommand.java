package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.AsHandle;
import org.keyrack.app.Audit;
import org.keyrack.app.AuditWords;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SlotView;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack audit}: asks an AS whether receipts of the ledger are genuine. */
@CommandLine.Command(name = "audit")
final class AuditCommand extends BenchTask {
    @Parameters(arity = "0..1", paramLabel = "${bundle:label.BATCH}|SN", descriptionKey = "audited")
    private Optional<String> what = Optional.empty();

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--again")
    private boolean again;

    @Mixin
    private PinOptions pin;

    @Mixin
    private AsOptions places;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private PersonOptions person;

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--json")
    private boolean json;

    @Override
    void check(CliContext context) throws CliException {
        if (all == what.isPresent()) {
            throw CliException.usage(context.words().get("audit.what"));
        }
        operator.check(context);
        places.check(context);
    }

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated())) {
            Audit.Scope scope = scope(context, records);
            context.texts().sentences(records.recover()).forEach(context.err()::println);
            OpenBench placed = places.placed(context, open);
            try (Bench bench = placed.bench(records, records)) {
                BenchView view = BenchOptions.read(bench, context.texts());
                LoadReport.printSettled(context, view);
                places.require(context, view);
                return audit(context, placed, bench, PinEntry.findAs(view, context.texts()), records, scope);
            }
        }
    }

    private Audit.Scope scope(CliContext context, OpenLedger records) throws CliException {
        if (what.isEmpty()) {
            return Audit.Scope.ALL;
        }
        Optional<SerialNumber> module = serial(what.get());
        return module.isPresent()
                ? new Audit.Scope(Optional.empty(), module)
                : new Audit.Scope(
                        Optional.of(BatchName.of(what.get(), Optional.empty(), context)
                                .in(records.records()::named, simulated(), context)
                                .id()),
                        module);
    }

    /** A batch's number has at most 15 digits, so that nothing is both. */
    private static Optional<SerialNumber> serial(String text) {
        try {
            return Optional.of(SerialNumber.parse(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private int audit(
            CliContext context, OpenBench open, Bench bench, SlotView slot, OpenLedger records, Audit.Scope scope)
            throws CliException, InputException, InterruptedException {
        AuditReport report = new AuditReport(context, json);
        try {
            AsHandle as = bench.as(slot.reader());
            Audit.Result ahead = Audit.preview(as, records.records(), scope, again);
            if (ahead.empty()) {
                throw CliException.usage(AuditWords.nothing());
            }
            if (ahead.onlyMissing()) {
                throw CliException.bench(String.join(" ", AuditWords.missing(ahead)));
            }
            if (dryRun) {
                return report.preview(as.unit(), ahead);
            }
            Optional<String> signedIn = person.operator(context, records, simulated());
            pin.entry(context, open, bench, places, new LastTries(context, records, signedIn, releases))
                    .enter(slot.reader());
            String who = signedIn.orElseGet(() -> operator.name(context));
            Audit audit = new Audit(bench.as(slot.reader()), records, who, again);
            Audit.Result result = audit.run(scope, report);
            return report.end(as.unit(), result);
        } catch (CardFailure lost) {
            throw CliException.bench(AuditWords.broken(lost));
        } catch (JournalUnavailable full) {
            throw CliException.bench(SentenceException.said(full));
        }
    }
}
