package org.keyrack.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.keyrack.app.Floor;
import org.keyrack.ledger.LedgerException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack floor}: every bench and open order of a ledger as it is now, and each change of one soon after it is durable. Reads only. */
@CommandLine.Command(name = "floor")
final class FloorCommand extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--once")
    private boolean once;

    @Override
    int run(CliContext context) throws CliException, LedgerException, InterruptedException {
        FloorText text = json
                ? new FloorJson(context)
                : context.live() && !once ? new FloorPage(context) : new FloorLines(context);
        AtomicBoolean told = new AtomicBoolean();
        Floor.follow(
                place.location(context),
                view -> {
                    text.show(view);
                    context.out().flush();
                    told.set(true);
                },
                () -> once && told.get() || context.out().checkError());
        return ExitCode.DONE;
    }
}
