package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;
import org.keyrack.language.Wording;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.SurveyedCard;
import org.keyrack.protocol.SerialNumber;

/** What the command line says of a preparation: one line for each card that ends, and the sum. */
final class PrepareReport implements Consumer<PreparationEvent> {
    private final CliContext context;
    private final CauseTexts texts;
    private final Wording words;
    private final boolean json;
    private int cards;
    private int ended;

    PrepareReport(CliContext context, boolean json) {
        this.context = context;
        this.json = json;
        texts = context.texts();
        words = context.words();
    }

    @Override
    public synchronized void accept(PreparationEvent event) {
        if (event instanceof PreparationStarted started) {
            cards = started.cards();
            context.err()
                    .println(words.say(
                            "prepare.begins",
                            String.valueOf(started.preparation()),
                            started.plan(),
                            started.cards(),
                            started.simulated() ? words.get("progress.simulation") : ""));
        } else if (event instanceof CardEnded card) {
            ended++;
            context.err().println(ended + "/" + cards + " " + line(card.card(), card.result(), card.failure()));
        }
        context.err().flush();
    }

    private String line(PreparedCard card, Result result, Optional<PreparationFailure> failure) {
        return name(card) + " " + words.get("prepare." + result)
                + failure.map(why -> " " + texts.sentence(why)).orElse("");
    }

    private String name(PreparedCard card) {
        String sn = card.sn().map(SerialNumber::grouped).map(text -> " " + text).orElse("");
        return texts.place(card.shelf(), card.reader()) + sn;
    }

    /** Tells what would be done; whether nothing is refused. */
    boolean planned(Preparation preparation) {
        List<SurveyedCard> surveyed = preparation.cards();
        if (json) {
            ObjectNode root = Json.object().put("dryRun", true);
            ArrayNode list = root.putArray("cards");
            surveyed.forEach(card -> {
                ObjectNode node = card(list.addObject(), card.card());
                ArrayNode steps = node.putArray("missing");
                card.missing().forEach(step -> steps.add(step.word()));
                if (card.unknownPackage()) {
                    node.put("package", "unknown");
                }
                card.refused().ifPresent(why -> failure(node, why));
            });
            context.out().println(root);
        } else {
            surveyed.forEach(card -> context.out().println(line(card)));
        }
        warn(preparation);
        return surveyed.stream().allMatch(card -> card.refused().isEmpty());
    }

    /** Names the cards whose package is another's word, before anything secret goes into it. */
    void warn(Preparation preparation) {
        String places = preparation.cards().stream()
                .filter(SurveyedCard::unknownPackage)
                .map(card -> texts.place(card.card().shelf(), card.card().reader()))
                .collect(Collectors.joining(", "));
        if (!places.isEmpty()) {
            context.err().println(words.say("prepare.unknownPackage", places));
        }
    }

    private String line(SurveyedCard card) {
        String steps = card.missing().stream().map(this::name).collect(Collectors.joining(", "));
        String what = card.refused()
                .map(texts::sentence)
                .orElseGet(() -> card.hasWork()
                        ? words.say("prepare.missing", steps)
                        : words.get("prepare." + Result.NOTHING_NEEDED));
        return name(card.card()) + " " + what;
    }

    private String name(PreparationStep step) {
        return words.get("step." + step);
    }

    /** Tells what came of it; whether every card is as the plan has it. */
    boolean ended(PreparationSummary summary) {
        if (json) {
            ObjectNode root = Json.object().put("preparation", summary.preparation());
            ArrayNode list = root.putArray("cards");
            summary.cards().forEach(card -> {
                ObjectNode node = card(list.addObject(), card.card())
                        .put("result", card.result().name());
                card.failure().ifPresent(why -> failure(node, why));
            });
            context.out().println(root);
        } else {
            context.out()
                    .println(words.say(
                            "prepare.sum",
                            summary.count(Result.DONE),
                            summary.count(Result.NOTHING_NEEDED),
                            summary.count(Result.FAILED),
                            summary.count(Result.STOPPED)));
        }
        return summary.complete();
    }

    private static ObjectNode card(ObjectNode node, PreparedCard card) {
        node.put("reader", card.reader());
        card.shelf().ifPresent(number -> node.put("shelf", number));
        card.sn().ifPresent(sn -> node.put("sn", sn.hex()));
        return node;
    }

    private void failure(ObjectNode node, PreparationFailure why) {
        ObjectNode told =
                node.putObject("failure").put("cause", why.cause().id()).put("sentence", texts.sentence(why));
        why.sw().ifPresent(sw -> told.put("command", why.command()).put("sw", String.format(Locale.ROOT, "%04X", sw)));
    }
}
