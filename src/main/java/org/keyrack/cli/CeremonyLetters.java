package org.keyrack.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.app.ComponentLetters;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.language.Languages;
import org.keyrack.language.TypedName;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony letters}: draws a key in components and prints a letter for each custodian. */
@CommandLine.Command(name = "letters")
final class CeremonyLetters extends LetterTask {
    @Option(names = "--key", required = true, paramLabel = "${bundle:label.NAME}")
    private String key;

    @Option(names = "--bytes", paramLabel = "16|32")
    private int length = 16;

    @Option(names = "--components", paramLabel = "2-5")
    private int components = 2;

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private List<String> packages = List.of();

    CeremonyLetters() {
        super("letters.unprinted");
    }

    @Override
    void check(CliContext context) throws CliException {
        boolean numbered = numbered(packages, components);
        if (length != 16 && length != 32 || components < 2 || components > 5 || !numbered || !TypedName.isValid(key)) {
            throw CliException.usage(context.words().get("letters.what"));
        }
    }

    @Override
    String print(CliContext context, OpenLedger records, String worker) throws IOException, JournalUnavailable {
        ComponentLetters.Order order = new ComponentLetters.Order(key, length, components, packages);
        LettersPrinted printed =
                ComponentLetters.print(order, printer(context, components), records, worker, Languages.now());
        return context.words()
                .say(
                        "letters.end",
                        key,
                        printed.kcv().toString(),
                        components,
                        printed.components().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}
