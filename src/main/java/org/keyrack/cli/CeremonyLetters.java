package org.keyrack.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.app.ComponentLetters;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony letters}: draws a key in components and prints a letter for each custodian. */
@CommandLine.Command(name = "letters")
final class CeremonyLetters extends ProgramCommand {
    @Option(names = "--key", required = true, paramLabel = "${bundle:label.NAME}")
    private String key;

    @Option(names = "--bytes", paramLabel = "16|32")
    private int length = 16;

    @Option(names = "--components", paramLabel = "2-5")
    private int components = 2;

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private List<String> packages = List.of();

    @Mixin
    private PrinterOption printer;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--sim", descriptionKey = "ledgerSim")
    private boolean simulated;

    @Override
    int run(CliContext context) throws CliException, InputException {
        operator.check(context);
        boolean named = packages.isEmpty() || packages.size() == components;
        if (length != 16 && length != 32 || components < 2 || components > 5 || !named || !TypedName.isValid(key)) {
            throw CliException.usage(context.words().get("letters.what"));
        }
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated)) {
            ComponentLetters.Order order = new ComponentLetters.Order(key, length, components, packages);
            LettersPrinted printed = ComponentLetters.print(
                    order, printer.to(context, components), records, operator.name(context), Languages.now());
            context.out()
                    .println(context.words()
                            .say(
                                    "letters.end",
                                    key,
                                    printed.kcv().toString(),
                                    components,
                                    printed.components().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(", "))));
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CliException.bench(context.words().say("letters.unprinted", SentenceException.said(e)));
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("letters.unwritten", SentenceException.said(e)));
        }
    }
}
