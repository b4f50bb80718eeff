package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrack.app.InputException;
import org.keyrack.app.LetterShares;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SecretText;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Languages;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.SecretShares;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony join}: a letter printed anew from shares of it. */
@CommandLine.Command(name = "join")
final class CeremonyJoin extends LetterTask {
    @Mixin
    private LetterOptions which;

    @Option(names = "--kcv", required = true, paramLabel = "KCV")
    private String kcv;

    @Option(names = "--share", required = true, paramLabel = "N[=${bundle:label.FILE}]", mapFallbackValue = "")
    private Map<Integer, String> given = new LinkedHashMap<>();

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private String packageNumber = "";

    CeremonyJoin() {
        super("share.unprinted");
    }

    @Override
    void check(CliContext context) throws CliException {
        which.letter(context);
        LetterOptions.kcv(context, kcv);
        if (given.size() < 2 || given.keySet().stream().anyMatch(number -> number < 1 || number > SecretShares.MOST)) {
            throw CliException.usage(context.words().say("share.numbers", SecretShares.MOST));
        }
    }

    @Override
    String print(CliContext context, OpenLedger records, String worker)
            throws CliException, InputException, PlanException, IOException, JournalUnavailable {
        LetterShares.Letter letter = which.letter(context);
        Kcv wanted = LetterOptions.kcv(context, kcv);
        SortedMap<Integer, KeyComponent> shares = new TreeMap<>();
        try {
            for (Map.Entry<Integer, String> share : given.entrySet()) {
                shares.put(share.getKey(), share(context, share.getKey(), share.getValue()));
            }
            LetterShares.join(
                    letter, shares, wanted, packageNumber, printer(context, 1), records, worker, Languages.now());
            return context.words().say("share.joined", letter.component(), letter.key(), wanted.toString());
        } finally {
            shares.values().forEach(KeyComponent::close);
        }
    }

    private static KeyComponent share(CliContext context, int number, String file)
            throws CliException, InputException, PlanException {
        return file.isEmpty()
                ? typed(context, context.words().say("share.prompt", number))
                : SecretText.component(Path.of(file));
    }
}
