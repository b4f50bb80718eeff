package org.keyrack.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.CardBench;
import org.keyrack.app.Ceremony;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeySet;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.SurveyedCard;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.prepare.ceremony.ScriptFile;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack ceremony enter}: the people of a script, one after another, make an AS of a blank card. */
@CommandLine.Command(name = "enter")
final class CeremonyEnter extends BenchTask {
    private static final Duration LOOKING = Duration.ofSeconds(10);

    @Parameters(arity = "1", paramLabel = "${bundle:label.FILE}", descriptionKey = "script")
    private Path file;

    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private String reader;

    @Mixin
    private IssuerKeyOptions issuer;

    @Mixin
    private FreshKeyOptions fresh;

    @Mixin
    private CapOptions cap;

    @Option(names = "--component", paramLabel = "${bundle:label.KEY}=${bundle:label.FILE}")
    private List<String> components = List.of();

    @Option(names = "--block-component", paramLabel = "${bundle:label.KEY}=${bundle:label.FILE}")
    private List<String> protection = List.of();

    @Mixin
    private PinFileOptions pins;

    @Option(names = "--no-second-as")
    private boolean noSecondAs;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--dry-run")
    private boolean dryRun;

    private Optional<CeremonyScript> read = Optional.empty();

    @Override
    void check(CliContext context) throws CliException {
        operator.check(context);
        try {
            CeremonyScript script = ScriptFile.read(file);
            if (script.plan().drawsForGood() && !noSecondAs) {
                throw CliException.usage(context.words().get("prepare.secondAs"));
            }
            read = Optional.of(script);
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        CeremonyScript script = read.orElseThrow();
        List<String> named = reader == null ? List.of() : List.of(reader);
        CeremonyKeyboard keyboard = new CeremonyKeyboard(
                context,
                script,
                componentFiles(context, script, components),
                componentFiles(context, script, protection),
                pins.files());
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated())) {
            List<String> readers = CardTask.readers(new CardBench(open.readers()).await(LOOKING), named, context);
            if (readers.size() > 1) {
                throw CliException.usage(context.words().get("ceremony.oneCard"));
            }
            Optional<CapFile> file = cap.given(context) ? Optional.of(cap.file(context)) : Optional.empty();
            KeySet keys = issuer.keys(context);
            Optional<KeySet> next = fresh.given() ? Optional.of(fresh.keys(context)) : Optional.empty();
            try (Ceremony ceremony =
                    new Ceremony(script, open.readers(), readers.get(0), keys, next, file, keyboard, records)) {
                return run(context, script, ceremony);
            }
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (CardFailure failure) {
            throw CliException.bench(context.texts().cardSentence(failure));
        } catch (JournalUnavailable full) {
            throw CliException.bench(context.words().say("ceremony.unwritten", SentenceException.said(full)));
        }
    }

    private int run(CliContext context, CeremonyScript script, Ceremony ceremony)
            throws CliException, JournalUnavailable {
        SurveyedCard card = ceremony.card();
        if (card.refused().isPresent()) {
            throw CliException.bench(context.texts().sentence(card.refused().get()));
        }
        if (!card.hasWork()) {
            context.out().println(context.words().get("ceremony.nothing"));
            return ExitCode.DONE;
        }
        if (dryRun) {
            script.acts().forEach(act -> context.out().println(act.said()));
            return ExitCode.DONE;
        }
        context.err()
                .println(context.words()
                        .say("ceremony.begins", script.name(), script.acts().size()));
        PreparationSummary summary = ceremony.run(operator.name(context));
        if (summary.complete()) {
            context.out()
                    .println(context.words()
                            .say("ceremony.end", script.plan().asId().hex(), file.toString()));
            return ExitCode.DONE;
        }
        summary.cards()
                .get(0)
                .failure()
                .ifPresent(why -> context.err().println(context.texts().sentence(why)));
        context.err().println(context.words().get("ceremony.again"));
        return ExitCode.UNITS_FAILED;
    }

    private static Map<String, Iterator<Path>> componentFiles(
            CliContext context, CeremonyScript script, List<String> given) throws CliException {
        Map<String, List<Path>> files = new HashMap<>();
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals < 1 || equals == each.length() - 1) {
                throw CliException.usage(context.words().get("component.option"));
            }
            String key = each.substring(0, equals);
            if (!script.plan().components().containsKey(key)) {
                throw CliException.usage(context.words().say("ceremony.noKey", key));
            }
            files.computeIfAbsent(key, name -> new ArrayList<>()).add(Path.of(each.substring(equals + 1)));
        }
        Map<String, Iterator<Path>> each = new HashMap<>();
        files.forEach((key, list) -> each.put(key, list.iterator()));
        return each;
    }
}
