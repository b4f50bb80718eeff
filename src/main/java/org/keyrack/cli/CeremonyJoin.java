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
import org.keyrack.language.SentenceException;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.SecretShares;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony join}: a letter printed anew from shares of it. */
@CommandLine.Command(name = "join")
final class CeremonyJoin extends ProgramCommand {
    @Mixin
    private LetterOptions which;

    @Option(names = "--kcv", required = true, paramLabel = "KCV")
    private String kcv;

    @Option(names = "--share", required = true, paramLabel = "N[=${bundle:label.FILE}]", mapFallbackValue = "")
    private Map<Integer, String> given = new LinkedHashMap<>();

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private String packageNumber = "";

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
        LetterShares.Letter letter = which.letter(context);
        Kcv wanted = LetterOptions.kcv(context, kcv);
        if (given.size() < 2 || given.keySet().stream().anyMatch(number -> number < 1 || number > SecretShares.MOST)) {
            throw CliException.usage(context.words().say("share.numbers", SecretShares.MOST));
        }
        SortedMap<Integer, KeyComponent> shares = new TreeMap<>();
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated)) {
            for (Map.Entry<Integer, String> share : given.entrySet()) {
                shares.put(share.getKey(), share(context, share.getKey(), share.getValue()));
            }
            LetterShares.join(
                    letter,
                    shares,
                    wanted,
                    packageNumber,
                    printer.to(context, 1),
                    records,
                    operator.name(context),
                    Languages.now());
            context.out()
                    .println(context.words().say("share.joined", letter.component(), letter.key(), wanted.toString()));
            return ExitCode.DONE;
        } catch (PlanException wrong) {
            throw CliException.usage(wrong.getMessage());
        } catch (IOException e) {
            throw CliException.bench(context.words().say("share.unprinted", SentenceException.said(e)));
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("letters.unwritten", SentenceException.said(e)));
        } finally {
            shares.values().forEach(KeyComponent::close);
        }
    }

    private static KeyComponent share(CliContext context, int number, String file)
            throws CliException, InputException, PlanException {
        return file.isEmpty()
                ? CeremonySplit.typed(context, context.words().say("share.prompt", number))
                : SecretText.component(Path.of(file));
    }
}
