package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.app.OrderFile;
import org.keyrack.app.ReportSource;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.SignedOrder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack order check}: whether an order is one, who signed it, and what it asks for. */
@CommandLine.Command(name = "check")
final class OrderCheck extends ProgramCommand {
    @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
    private Path file;

    @Option(names = "--signer", paramLabel = "${bundle:label.FILE}")
    private List<Path> signers = List.of();

    @Mixin
    private LedgerPlace place;

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        SignedOrder signed = OrderFile.read(file);
        try {
            List<String> by;
            if (signers.isEmpty()) {
                try (ReportSource records = context.ledgers().read(place.given(), place.simulated())) {
                    by = ofLedger(signed, records);
                }
            } else {
                by = signed.signers(EvidenceFiles.keys(signers));
            }
            OrderWords.print(context, signed.order(), by);
            return ExitCode.DONE;
        } catch (OrderException refused) {
            context.err().println(file + ": " + refused.getMessage());
            return ExitCode.UNITS_FAILED;
        }
    }

    private static List<String> ofLedger(SignedOrder signed, ReportSource records) throws OrderException {
        if (!signed.order().ledger().equals(records.ledgerId())) {
            throw new OrderException(Cause.OTHER_LEDGER, signed.order().ledger(), records.ledgerId());
        }
        String number = signed.order().number();
        if (records.orders().contains(number)
                && !records.order(number)
                        .signed()
                        .order()
                        .hash()
                        .equals(signed.order().hash())) {
            throw new OrderException(Cause.NUMBER_TAKEN, number);
        }
        return signed.signers(records.trustedKeys().now());
    }
}
