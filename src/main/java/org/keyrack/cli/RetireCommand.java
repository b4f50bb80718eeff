package org.keyrack.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.app.AsCare;
import org.keyrack.app.Campaign;
import org.keyrack.app.Campaign.Holders;
import org.keyrack.app.InputException;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.KeyPlace;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack retire}: clears a T of an AS, once no module holds it and no receipt wants it. */
@CommandLine.Command(name = "retire")
final class RetireCommand extends AsTask {
    /** SNs that are named in one sentence. */
    private static final int NAMED = 20;

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
    int work(CliContext context, Cards cards) throws CliException, InputException, CardFailure, JournalUnavailable {
        try (AsCare as = cards.open(Optional.ofNullable(reader))) {
            TransportKeySlot slot = as.identity().slots().stream()
                    .filter(each -> each.slot() == number)
                    .findFirst()
                    .orElseThrow(() -> CliException.usage(context.words().say("retire.empty", as.reader(), number)));
            if (as.identity().slots().size() == 1) {
                throw CliException.usage(context.words().say("retire.only", as.reader()));
            }
            HeldTransportKey t = new HeldTransportKey(slot.tVersion(), slot.kcv());
            Holders holders = Campaign.of(cards.ledger().records()).of(t);
            if (!holders.free() && !loseAudit) {
                throw CliException.bench(wanted(context, t, holders));
            }
            if (!dryRun) {
                pins.pins(context).verify(as, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
                inLoading(context, as, () -> as.clear(new KeyPlace.TransportKeySlot(number)));
            }
            return told(context, t, holders);
        }
    }

    private static String wanted(CliContext context, HeldTransportKey t, Holders holders) {
        String modules = holders.modules().stream()
                .limit(NAMED)
                .map(module -> module.sn().grouped())
                .collect(Collectors.joining(", "));
        return context.words()
                .say(
                        "retire.wanted",
                        t.version(),
                        t.kcv().toString(),
                        holders.modules().size(),
                        holders.notAudited(),
                        modules);
    }

    private int told(CliContext context, HeldTransportKey t, Holders holders) {
        if (json()) {
            context.out()
                    .println(Json.object()
                            .put("slot", number)
                            .put("version", t.version())
                            .put("kcv", t.kcv().toString())
                            .put("modules", holders.modules().size())
                            .put("notAudited", holders.notAudited())
                            .put("cleared", !dryRun));
        } else {
            context.out()
                    .println(context.words()
                            .say(
                                    dryRun ? "retire.free" : "retire.done",
                                    number,
                                    t.version(),
                                    t.kcv().toString()));
        }
        return ExitCode.DONE;
    }
}
