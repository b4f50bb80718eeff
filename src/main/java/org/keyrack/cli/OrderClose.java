package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OrderReports;
import org.keyrack.evidence.SignedNote;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
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
            close(context, ledger, person.operator(context, ledger, place.simulated()));
            OrderView view = ledger.records().order(number);
            SignedNote certificate = ledger.orders().certificate(view);
            Path file = folder.resolve(number + ".order-certificate");
            OutputFile.write(file, certificate.encode().getBytes(StandardCharsets.UTF_8));
            Path paper = folder.resolve(number + ".pdf");
            new OrderReports(view, Languages.now()).pdf(paper, Optional.of(certificate.encode()));
            OrderStatus.print(context, view);
            context.out().println(context.words().say("order.certificate", file.toString()));
            context.out().println(context.words().say("order.paper", paper.toString()));
            return view.missing() == 0 && view.counts().notPassed() == 0 ? ExitCode.DONE : ExitCode.UNITS_FAILED;
        } catch (OrderException | PersonException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }

    /** One that is closed already gets its certificate again. */
    private void close(CliContext context, OpenLedger ledger, Optional<String> operator)
            throws CliException, InputException, InterruptedException, OrderException, PersonException,
                    JournalUnavailable {
        OrderView open = ledger.records().order(number);
        if (operator.isPresent() && open.closed().isEmpty() && open.missing() > 0) {
            releases.release(
                    context,
                    ledger,
                    ReleasedAct.CLOSE_ORDER,
                    number,
                    operator.get(),
                    context.words().say("release.CLOSE_ORDER", number, open.missing()));
        }
        try {
            ledger.orders().close(number, operator);
        } catch (OrderException refused) {
            if (refused.why() != Cause.CLOSED) {
                throw refused;
            }
        }
    }
}
