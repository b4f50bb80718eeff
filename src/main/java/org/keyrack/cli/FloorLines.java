package org.keyrack.cli;

import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.Floor;
import org.keyrack.app.FloorWords;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.BenchNow;
import org.keyrack.report.BatchFacts;

/** A line for each bench and order that is new or has changed, and one for each cause of failure of a bench's batch. */
final class FloorLines implements FloorText {
    private final CliContext context;
    private final Wording words;

    FloorLines(CliContext context) {
        this.context = context;
        this.words = context.words();
    }

    @Override
    public void show(Floor.View floor) {
        if (floor.benches().isEmpty()) {
            context.out().println(words.get("floor.empty"));
        }
        for (String name : floor.changedBenches()) {
            Optional.ofNullable(floor.benches().get(name))
                    .ifPresent(bench -> lines(bench).forEach(context.out()::println));
        }
        for (String number : floor.changedOrders()) {
            Optional.ofNullable(floor.orders().get(number))
                    .ifPresent(order -> context.out().println(OrderStatus.line(context, order)));
        }
    }

    List<String> lines(BenchNow bench) {
        List<String> lines = new ArrayList<>();
        String name = TypedName.shown(bench.bench());
        String seen = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                .withLocale(words.locale())
                .withZone(ZoneId.systemDefault())
                .format(bench.lastSeen());
        if (bench.newest().isEmpty()) {
            lines.add(words.say("floor.bench.none", name, seen));
            return lines;
        }
        BatchView batch = bench.newest().get();
        BatchSummary summary = batch.summary();
        NumberFormat whole = NumberFormat.getIntegerInstance(words.locale());
        lines.add(words.say(
                "floor.bench",
                name,
                words.get("floor.state." + summary.state()) + (summary.simulated() ? " SIMULATION" : ""),
                String.valueOf(summary.batch()),
                TypedName.shown(summary.profile()),
                context.texts().sentence(summary.counts()),
                whole.format(Math.round(bench.keysPerMinute())),
                summary.asId().hex(),
                whole.format(bench.counters().ctr()),
                FloorWords.exportsLeft(bench.exports()),
                seen));
        new BatchFacts(batch, Optional.empty())
                .causes()
                .forEach(group ->
                        lines.add("  " + group.units() + " × " + context.texts().sentence(group.failure())));
        return lines;
    }
}
