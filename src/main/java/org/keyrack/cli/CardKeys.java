package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardBench.Outcome;
import org.keyrack.app.CardTasks;
import org.keyrack.app.InputException;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack card keys}. */
@CommandLine.Command(name = "keys")
final class CardKeys extends CardTask {
    @Mixin
    private FreshKeyOptions replacement;

    @Option(names = "--dry-run")
    private boolean dryRun;

    private Optional<KeySet> fresh = Optional.empty();

    @Override
    void check(CliContext context) throws CliException, InputException {
        if (!replacement.given()) {
            throw CliException.usage(context.words().get("card.keys.none"));
        }
        fresh = Optional.of(replacement.keys(context));
    }

    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys) throws InterruptedException {
        try (KeySet set = fresh.orElseThrow()) {
            CardTasks tasks = new CardTasks(keys, dryRun);
            List<Outcome<Optional<Integer>>> outcomes =
                    bench.each(readers, (reader, card) -> tasks.changeKeys(card, set));
            int code = tell(
                    context,
                    outcomes,
                    replaced -> line(replaced, set),
                    (replaced, card) -> object(replaced, set, card));
            List<Outcome<Optional<Integer>>> lost = outcomes.stream()
                    .filter(outcome -> outcome.failure()
                            .filter(failure -> failure instanceof LinkFailure || failure instanceof ProtocolFailure)
                            .isPresent())
                    .toList();
            for (Outcome<CardTasks.Answering> each :
                    bench.eachAgain(lost, (reader, card) -> tasks.answering(card, set))) {
                context.err().println(each.reader() + ": " + answering(each));
            }
            return code;
        }
    }

    private static String answering(Outcome<CardTasks.Answering> outcome) {
        return Wording.of("cli")
                .get(outcome.value().map(value -> "keys.answering." + value).orElse("keys.silent"));
    }

    private String line(Optional<Integer> replaced, KeySet set) {
        Wording words = Wording.of("cli");
        String now = String.format(Locale.ROOT, "%02X", set.version());
        String values = set.checkValues().stream().map(Kcv::toString).collect(Collectors.joining(" "));
        return replaced.map(old -> words.say(
                        dryRun ? "keys.wouldReplace" : "keys.replaced",
                        String.format(Locale.ROOT, "%02X", old),
                        now,
                        values))
                .orElseGet(() -> words.say("keys.replacedBefore", now, values));
    }

    private void object(Optional<Integer> replaced, KeySet set, ObjectNode card) {
        replaced.ifPresent(old -> card.put("replaced", String.format(Locale.ROOT, "%02X", old)));
        card.put("keyVersion", String.format(Locale.ROOT, "%02X", set.version()))
                .put("dryRun", dryRun);
        ArrayNode values = card.putArray("checkValues");
        set.checkValues().forEach(value -> values.add(value.toString()));
    }
}
