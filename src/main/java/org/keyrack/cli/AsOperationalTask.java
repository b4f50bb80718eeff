package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack as operational}: takes an AS that is in LOADING to work, by administrator and custodian together. */
@CommandLine.Command(name = "operational")
final class AsOperationalTask extends AsTask {
    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private String reader;

    @Option(names = "--no-second-as")
    private boolean noSecondAs;

    @Mixin
    private RolePinOptions pins;

    @Override
    int work(CliContext context, Cards cards) throws CliException, InputException, CardFailure, JournalUnavailable {
        try (AsCare as = cards.open(Optional.ofNullable(reader))) {
            if (as.identity().state() == LifeCycleState.OPERATIONAL) {
                return told(context, as);
            }
            as.requireFinished();
            if (!noSecondAs && as.hasNoSecond()) {
                throw CliException.usage(context.words().get("prepare.secondAs"));
            }
            pins.pins(context, cards.lastTries()).verify(as, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            as.setState(LifeCycleState.OPERATIONAL);
            return told(context, as);
        }
    }

    private int told(CliContext context, AsCare as) throws CardFailure {
        AsIdentity identity = as.identity();
        context.out()
                .println(
                        json()
                                ? Json.object()
                                        .put("asId", identity.asId().hex())
                                        .put("acts", identity.acts())
                                        .toString()
                                : CareWords.operational(as));
        return ExitCode.DONE;
    }
}
