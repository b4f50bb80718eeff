package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.SlotView;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.plan.Planner;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists the readers and what is in them. */
@CommandLine.Command(name = "readers")
final class ReadersCommand extends BenchTask {
    @Option(names = "--json")
    private boolean json;

    @Override
    int run(CliContext context, OpenBench open) throws CliException, InterruptedException {
        try (Bench bench = open.bench()) {
            BenchView view = BenchOptions.read(bench, context.texts());
            if (json) {
                context.out().println(toJson(view));
            } else if (view.slots().isEmpty()) {
                context.out().println(context.texts().format("service.noReaders"));
            } else {
                view.slots().forEach(slot -> context.out().println(slot.reader() + ": " + describe(slot)));
            }
            return ExitCode.DONE;
        }
    }

    static String describe(SlotView slot) {
        return switch (slot.state()) {
            case AS ->
                slot.as()
                        .map(as -> "AS " + as.identity().asId().hex() + " "
                                + as.identity().label())
                        .orElseThrow();
            case EI, IN_WORK -> slot.ei().map(ei -> "EI " + ei.sn().grouped()).orElse("EI");
            case EMPTY -> Wording.of("cli").get("slot.empty");
            case READING -> Wording.of("cli").get("slot.reading");
            case OTHER_CARD -> Wording.of("cli").get("slot.other");
            case MUTE -> Wording.of("cli").get("slot.mute");
            case BUSY -> Wording.of("cli").get("slot.busy");
            case FAILED ->
                slot.unread()
                        .map(card -> new CauseTexts(Languages.now()).sentence(Planner.refusal(card)))
                        .orElseGet(() -> SentenceException.said(slot.problem().orElseThrow()));
        };
    }

    private static ObjectNode toJson(BenchView view) {
        ObjectNode root = Json.object();
        root.put("service", view.service().name());
        root.put("simulated", view.simulated());
        ArrayNode readers = root.putArray("readers");
        view.slots().forEach(slot -> {
            ObjectNode reader = readers.addObject();
            reader.put("reader", slot.reader());
            reader.put("state", slot.state().name());
            Optional.of(slot)
                    .flatMap(SlotView::as)
                    .ifPresent(as -> reader.put("asId", as.identity().asId().hex()));
            slot.ei().ifPresent(ei -> reader.put("sn", ei.sn().hex()));
        });
        return root;
    }
}
