package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.InputException;
import org.keyrack.app.Retirement;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.KeyPlace;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack retire}: clears a T of an AS, once no module holds it and no receipt wants it. */
@CommandLine.Command(name = "retire")
final class RetireCommand extends AsTask {
    @Option(names = "--slot", required = true, paramLabel = "1-4")
    private int number;

    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private String reader;

    @Option(names = "--lose-audit")
    private boolean loseAudit;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Mixin
    private RolePinOptions pins;

    @Override
    boolean asks() {
        return !dryRun;
    }

    @Override
    int work(CliContext context, Cards cards) throws CliException, InputException, CardFailure, JournalUnavailable {
        try (AsCare as = cards.open(Optional.ofNullable(reader))) {
            Retirement retirement = Retirement.of(
                    as.reader(), as.identity(), number, cards.ledger().records());
            Optional<String> wanted = retirement.wanted();
            if (wanted.isPresent() && !loseAudit) {
                throw CliException.bench(wanted.get() + " " + context.words().get("retire.first"));
            }
            if (!dryRun) {
                pins.pins(context, cards.lastTries()).verify(as, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                inLoading(context, as, () -> as.clear(new KeyPlace.TransportKeySlot(number)));
            }
            return told(context, retirement);
        }
    }

    private int told(CliContext context, Retirement retirement) {
        if (json()) {
            context.out()
                    .println(Json.object()
                            .put("slot", number)
                            .put("version", retirement.t().version())
                            .put("kcv", retirement.t().kcv().toString())
                            .put("modules", retirement.holders().modules().size())
                            .put("notAudited", retirement.holders().notAudited())
                            .put("cleared", !dryRun));
        } else {
            context.out().println(dryRun ? retirement.free() : retirement.done());
        }
        return ExitCode.DONE;
    }
}
