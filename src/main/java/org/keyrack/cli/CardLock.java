package org.keyrack.cli;

import java.util.List;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardTasks;
import org.keyrack.card.KeySet;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code keyrack card lock}. */
@CommandLine.Command(name = "lock")
final class CardLock extends CardTask {
    @Option(names = "--dry-run")
    private boolean dryRun;

    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys) throws InterruptedException {
        CardTasks tasks = new CardTasks(keys, dryRun);
        return tell(
                context,
                bench.each(readers, (reader, card) -> tasks.lock(card)),
                changed -> context.words()
                        .get(changed ? (dryRun ? "card.wouldLock" : "card.locked") : "card.lockedBefore"),
                (changed, card) -> card.put("changed", changed).put("dryRun", dryRun));
    }
}
