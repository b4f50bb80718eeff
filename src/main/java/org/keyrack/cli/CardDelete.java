package org.keyrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardBench.Outcome;
import org.keyrack.app.CardTasks;
import org.keyrack.app.CardTasks.Unit;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import org.keyrack.protocol.LifeCycleState;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code keyrack card delete}. */
@CommandLine.Command(name = "delete")
final class CardDelete extends CardTask {
    @Option(names = "--destroys-keys")
    private boolean destroysKeys;

    @Option(names = "--sn", paramLabel = "SN")
    private List<String> serials = List.of();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys)
            throws CliException, InterruptedException {
        List<Outcome<List<Unit>>> read = bench.each(readers, (reader, card) -> CardTasks.units(card));
        refuseWhatIsAtWork(read);
        CardTasks tasks = new CardTasks(keys, dryRun);
        return tell(
                context,
                bench.each(readers, (reader, card) -> tasks.delete(card)),
                gone -> context.words()
                        .get(gone ? (dryRun ? "card.wouldDelete" : "card.deleted") : "card.deletedBefore"),
                (gone, card) -> card.put("deleted", gone).put("dryRun", dryRun));
    }

    /** Before anything is deleted on any card. */
    private void refuseWhatIsAtWork(List<Outcome<List<Unit>>> read) throws CliException {
        List<String> named = serials.stream()
                .map(serial -> serial.replace(" ", "").toLowerCase(Locale.ROOT))
                .toList();
        List<String> refused = new ArrayList<>();
        for (Outcome<List<Unit>> outcome : read) {
            for (Unit unit : outcome.value().orElse(List.of())) {
                boolean meant = destroysKeys && named.contains(unit.name());
                if (unit.state() == LifeCycleState.OPERATIONAL && !meant) {
                    refused.add(
                            Wording.of("cli").say("card.unitIn", unit.role().name(), unit.name(), outcome.reader()));
                }
            }
        }
        if (!refused.isEmpty()) {
            throw CliException.usage(Wording.of("cli").say("card.atWork", String.join(", ", refused)));
        }
    }
}
