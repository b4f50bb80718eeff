package org.keyrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardBench.Outcome;
import org.keyrack.app.CardTasks;
import org.keyrack.app.CardTasks.Deleted;
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
        Set<String> meant = meant();
        refuseWhatIsAtWork(bench.each(readers, (reader, card) -> CardTasks.units(card)), meant);
        CardTasks tasks = new CardTasks(keys, dryRun);
        List<Outcome<Deleted>> outcomes = bench.each(readers, (reader, card) -> tasks.delete(card, meant));
        int code = tell(
                context,
                outcomes,
                what -> context.words().get(key(what)),
                (what, card) -> card.put("deleted", what == Deleted.DELETED).put("dryRun", dryRun));
        boolean left = outcomes.stream().anyMatch(outcome -> outcome.value().equals(Optional.of(Deleted.AT_WORK)));
        return left ? ExitCode.UNITS_FAILED : code;
    }

    private String key(Deleted what) {
        return switch (what) {
            case DELETED -> dryRun ? "card.wouldDelete" : "card.deleted";
            case NOT_THERE -> "card.deletedBefore";
            case AT_WORK -> "card.atWorkNow";
        };
    }

    private Set<String> meant() {
        return destroysKeys
                ? serials.stream()
                        .map(serial -> serial.replace(" ", "").toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Before anything is deleted on any card. */
    private static void refuseWhatIsAtWork(List<Outcome<List<Unit>>> read, Set<String> meant) throws CliException {
        List<String> refused = new ArrayList<>();
        for (Outcome<List<Unit>> outcome : read) {
            for (Unit unit : outcome.value().orElse(List.of())) {
                if (unit.state() == LifeCycleState.OPERATIONAL && !meant.contains(unit.name())) {
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
