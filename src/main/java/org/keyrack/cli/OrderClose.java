package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderClosing;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.OrderException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack order close}: ends an order, counts its modules, writes its certificate. */
@CommandLine.Command(name = "close")
final class OrderClose extends ProgramCommand {
    @Parameters(paramLabel = "${bundle:label.NUMBER}", descriptionKey = "number")
    private String number;

    @Option(names = "--dir", paramLabel = "${bundle:label.DIR}")
    private Path folder = Path.of("");

    @Mixin
    private PersonOptions person;

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException, InterruptedException, IOException {
        try (OpenLedger ledger = context.ledgers().open(place.given(), place.simulated())) {
            Optional<String> operator = person.operator(context, ledger, place.simulated());
            OrderView open = ledger.records().order(number);
            for (WantedRelease wanted : operator.isPresent() ? OrderClosing.wanted(open) : List.<WantedRelease>of()) {
                releases.release(
                        context,
                        ledger,
                        wanted.act(),
                        wanted.object(),
                        operator.get(),
                        context.words().say("release." + wanted.act(), wanted.shown(), open.missing()));
            }
            OrderClosing.Closed closed = OrderClosing.close(ledger, number, operator, folder, Languages.now());
            OrderView view = closed.view();
            OrderStatus.print(context, view);
            context.out()
                    .println(context.words()
                            .say("order.certificate", closed.certificate().toString()));
            context.out()
                    .println(context.words().say("order.paper", closed.paper().toString()));
            return view.missing() == 0 && view.counts().notPassed() == 0 ? ExitCode.DONE : ExitCode.UNITS_FAILED;
        } catch (OrderException | PersonException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }
}
