package org.keyrack.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.CardBench;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.Preparations;
import org.keyrack.card.CapFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code prepare as} and {@code prepare modules} share: bench, readers, plan, secrets, ledger, one line a card. */
abstract class PrepareTask extends BenchTask {
    private static final Duration LOOKING = Duration.ofSeconds(10);

    @Parameters(arity = "0..*", paramLabel = "${bundle:label.READER}", descriptionKey = "readers")
    private List<String> named = List.of();

    @Option(names = "--plan", required = true, paramLabel = "${bundle:label.FILE}")
    private Path plan;

    @Mixin
    private IssuerKeyOptions issuer;

    @Mixin
    private FreshKeyOptions fresh;

    @Mixin
    private CapOptions cap;

    @Mixin
    private ComponentOptions components;

    @Mixin
    private KeyBlockOptions blocks;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--json")
    private boolean json;

    private Optional<CardPlan> planned = Optional.empty();

    @Override
    final void check(CliContext context) throws CliException {
        operator.check(context);
        try {
            CardPlan read = plan(plan);
            planned = Optional.of(read);
            check(context, read);
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    @Override
    final int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        CardPlan read = planned.orElseThrow();
        List<String> readers = CardTask.readers(new CardBench(open.readers()).await(LOOKING), named, context);
        check(context, readers);
        try (PreparationSecrets secrets = secrets(context)) {
            components.read(context, read, secrets, blocks.keys());
            blocks.read(context, read, secrets);
            readSecrets(context, secrets);
            secrets.require(read);
            Optional<CapFile> file = cap.given(context) ? Optional.of(cap.file(context)) : Optional.empty();
            return run(context, open, readers, secrets, file);
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    /** Reads the plan. */
    abstract CardPlan plan(Path file) throws PlanException;

    /** Refuses what cannot be meant, before anything is asked for. */
    void check(CliContext context, CardPlan read) throws CliException {}

    /** Refuses cards that cannot be meant, before a secret is asked for. */
    void check(CliContext context, List<String> readers) throws CliException {}

    /** Reads further secrets. */
    void readSecrets(CliContext context, PreparationSecrets secrets) throws CliException {}

    /** Shows what the readers hold at the end. */
    void show(CliContext context, OpenBench open, List<String> readers) {}

    private PreparationSecrets secrets(CliContext context) throws CliException, InputException {
        return new PreparationSecrets(
                issuer.keys(context), fresh.given() ? Optional.of(fresh.keys(context)) : Optional.empty());
    }

    private int run(
            CliContext context,
            OpenBench open,
            List<String> readers,
            PreparationSecrets secrets,
            Optional<CapFile> file)
            throws CliException, InputException, PlanException, InterruptedException {
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated())) {
            Preparations preparations = new Preparations(open.readers(), open.labels(), records, records);
            PrepareReport report = new PrepareReport(context, json);
            boolean complete;
            try (Preparation preparation = preparations.survey(planned.orElseThrow(), secrets, file, readers)) {
                if (dryRun) {
                    return report.planned(preparation) ? ExitCode.DONE : ExitCode.UNITS_FAILED;
                }
                report.warn(preparation);
                complete = report.ended(perform(context, preparations, preparation, report));
            }
            if (!json) {
                show(context, open, readers);
            }
            return complete ? ExitCode.DONE : ExitCode.UNITS_FAILED;
        }
    }

    private PreparationSummary perform(
            CliContext context, Preparations preparations, Preparation preparation, PrepareReport report)
            throws CliException {
        PreparationRun run;
        try {
            run = preparations.start(preparation, operator.name(context), report);
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("prepare.unwritten", SentenceException.said(e)));
        }
        Thread stop = new Thread(
                () -> {
                    run.stop();
                    run.end().join();
                },
                "stopping");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return run.end().join();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException shuttingDown) {
                // Ctrl+C came: the hook is waiting for the steps that are under way.
                stop.setName("stopping, asked by the user");
            }
        }
    }
}
