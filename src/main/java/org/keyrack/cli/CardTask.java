package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardBench.Outcome;
import org.keyrack.app.InputException;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Reader;
import org.keyrack.reader.ReaderSnapshot.Service;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands under {@code keyrack card} share: the cards meant, the issuer's keys, one line a card. */
abstract class CardTask extends BenchTask {
    private static final Duration LOOKING = Duration.ofSeconds(10);

    @Parameters(arity = "0..*", paramLabel = "${bundle:label.READER}", descriptionKey = "readers")
    private List<String> named = List.of();

    @Mixin
    private IssuerKeyOptions issuer;

    @Option(names = "--json")
    private boolean json;

    @Override
    final int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        try (KeySet keys = issuer.keys(context)) {
            CardBench bench = new CardBench(open.readers());
            List<String> readers = readers(bench.await(LOOKING), named, context);
            return run(context, bench, readers, keys);
        }
    }

    abstract int run(CliContext context, CardBench bench, List<String> readers, KeySet keys)
            throws CliException, InterruptedException;

    /** The readers that are named, or all that hold a card. */
    static List<String> readers(ReaderSnapshot snapshot, List<String> named, CliContext context) throws CliException {
        if (snapshot.service() != Service.RUNNING) {
            throw CliException.bench(context.texts().sentence(snapshot.service()));
        }
        for (String name : named) {
            if (snapshot.reader(name).isEmpty()) {
                throw CliException.usage(context.words().say("card.noReader", name));
            }
        }
        List<String> readers = snapshot.readers().stream()
                .filter(reader -> named.isEmpty() ? reader.card() != Card.ABSENT : named.contains(reader.name()))
                .map(Reader::name)
                .toList();
        if (readers.isEmpty()) {
            throw CliException.bench(context.words().get("card.noCard"));
        }
        return readers;
    }

    /** Writes a line, or an object, for each card and gives the exit code. */
    <T> int tell(
            CliContext context, List<Outcome<T>> outcomes, Function<T, String> line, BiConsumer<T, ObjectNode> object) {
        ObjectNode root = Json.object();
        ArrayNode cards = root.putArray("cards");
        for (Outcome<T> outcome : outcomes) {
            ObjectNode card = cards.addObject().put("reader", outcome.reader());
            Optional<String> refused = outcome.failure().map(context.texts()::cardSentence);
            outcome.value().ifPresent(value -> object.accept(value, card));
            outcome.failure().ifPresent(failure -> failure(failure, refused.orElseThrow(), card));
            if (!json) {
                String text = refused.or(() -> outcome.value().map(line)).orElseThrow();
                (outcome.done() ? context.out() : context.err()).println(outcome.reader() + ": " + text);
            }
        }
        if (json) {
            context.out().println(root);
        }
        return outcomes.stream().allMatch(Outcome::done) ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private static void failure(Exception failure, String sentence, ObjectNode card) {
        ObjectNode told = card.putObject("failure");
        if (failure instanceof CardRefusal refusal) {
            told.put("cause", refusal.reason().name());
        } else if (failure instanceof StatusWordFailure answer) {
            told.put("cause", "STATUS_WORD").put("command", answer.command());
            told.put("sw", String.format(Locale.ROOT, "%04X", answer.sw()));
        } else {
            told.put("cause", "LINK");
        }
        told.put("sentence", sentence);
    }
}
