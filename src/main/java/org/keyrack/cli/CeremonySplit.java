package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.app.LetterShares;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SecretText;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LetterShared;
import org.keyrack.language.Languages;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.protocol.crypto.SecretShares;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony split}: shares of one letter for back-up, each on a sheet of its own. */
@CommandLine.Command(name = "split")
final class CeremonySplit extends LetterTask {
    @Mixin
    private LetterOptions which;

    @Option(names = "--letter", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--shares", paramLabel = "2-9")
    private int count = 3;

    @Option(names = "--needed", paramLabel = "2-9")
    private int needed = 2;

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private List<String> packages = List.of();

    CeremonySplit() {
        super("share.unprinted");
    }

    @Override
    void check(CliContext context) throws CliException {
        which.letter(context);
        if (needed < 2 || needed > count || count > SecretShares.MOST || !numbered(packages, count)) {
            throw CliException.usage(context.words().say("share.what", SecretShares.MOST));
        }
    }

    @Override
    String print(CliContext context, OpenLedger records, String worker)
            throws CliException, InputException, PlanException, IOException, JournalUnavailable {
        LetterShares.Letter letter = which.letter(context);
        try (KeyComponent component = component(context, letter)) {
            LetterShared told = LetterShares.split(
                    letter,
                    component,
                    needed,
                    count,
                    packages,
                    printer(context, count),
                    records,
                    worker,
                    Languages.now());
            return context.words()
                    .say(
                            "share.split",
                            letter.component(),
                            letter.key(),
                            count,
                            needed,
                            told.kcv().toString());
        }
    }

    private KeyComponent component(CliContext context, LetterShares.Letter letter)
            throws CliException, InputException, PlanException {
        if (file != null) {
            return SecretText.component(file);
        }
        return typed(context, context.words().say("share.prompt.letter", letter.component(), letter.key()));
    }
}
