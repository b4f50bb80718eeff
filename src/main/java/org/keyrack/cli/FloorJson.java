package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.Floor;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.BenchExports;
import org.keyrack.ledger.BenchExports.Fewest;
import org.keyrack.ledger.BenchNow;
import org.keyrack.ledger.OrderView;
import org.keyrack.report.BatchFacts;

/** One JSON object a line, for each bench and each order that is new or has changed. */
final class FloorJson implements FloorText {
    private final CliContext context;
    private final CauseTexts texts;

    FloorJson(CliContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    @Override
    public void show(Floor.View floor) {
        for (String name : floor.changedBenches()) {
            Optional.ofNullable(floor.benches().get(name)).ifPresent(bench -> print(line(bench)));
        }
        for (String number : floor.changedOrders()) {
            Optional.ofNullable(floor.orders().get(number)).ifPresent(order -> print(line(order)));
        }
    }

    private void print(ObjectNode line) {
        context.out().print(line);
        context.out().print('\n');
    }

    private static ObjectNode line(OrderView view) {
        ObjectNode node = Json.object();
        node.put("order", view.signed().order().number());
        node.put("customer", view.signed().order().customer());
        node.put("until", view.signed().order().until().toString());
        node.put("state", view.closed().isPresent() ? "closed" : "open");
        node.put("used", view.used());
        node.put("places", view.signed().order().places());
        return node;
    }

    /** Null is no limit; absent is not known. */
    private static void exports(ObjectNode node, BenchExports exports) {
        node.put("exportsLeftKnown", exports.known());
        if (exports.known()) {
            node.put("exportsLeft", exports.fewest().map(Fewest::left).orElse(null));
        }
        exports.fewest().ifPresent(fewest -> {
            node.put("exportsLeftAs", fewest.asId().hex());
            node.put("exportsLeftRef1", fewest.ref1());
        });
    }

    private ObjectNode line(BenchNow bench) {
        ObjectNode node = Json.object();
        node.put("bench", bench.bench());
        node.put("lastSeen", bench.lastSeen().toString());
        node.put(
                "state",
                bench.newest()
                        .map(batch -> batch.summary().state().name().toLowerCase(Locale.ROOT))
                        .orElse("none"));
        bench.newest().ifPresent(batch -> batch(node, bench, batch));
        return node;
    }

    private void batch(ObjectNode node, BenchNow bench, BatchView batch) {
        BatchSummary summary = batch.summary();
        node.put("batch", summary.batch());
        node.put("profile", summary.profile());
        node.put("operator", summary.operator());
        node.put("simulated", summary.simulated());
        node.put("started", summary.started().toString());
        summary.ended().ifPresent(ended -> node.put("ended", ended.toString()));
        summary.reason().ifPresent(reason -> node.put("reason", reason.name().toLowerCase(Locale.ROOT)));
        node.put("unitsPlanned", summary.unitsPlanned());
        ObjectNode modules = node.putObject("modules");
        for (ModuleClass each : ModuleClass.values()) {
            modules.put(each.name().toLowerCase(Locale.ROOT), summary.counts().of(each));
        }
        node.put("keysPlanned", summary.keysPlanned());
        node.put("keysLoaded", summary.counts().of(KeyClass.LOADED));
        node.put("keysPerMinute", Math.round(bench.keysPerMinute() * 10) / 10.0);
        node.put("asId", summary.asId().hex());
        node.put("asExports", bench.counters().ctr());
        exports(node, bench.exports());
        ArrayNode causes = node.putArray("failures");
        new BatchFacts(batch, Optional.empty()).causes().forEach(group -> {
            ObjectNode cause = causes.addObject();
            cause.put("cause", group.failure().cause().id());
            group.failure().sw().ifPresent(sw -> cause.put("sw", String.format(Locale.ROOT, "%04x", sw)));
            cause.put("sentence", texts.sentence(group.failure()));
            cause.put("units", group.units());
        });
    }
}
