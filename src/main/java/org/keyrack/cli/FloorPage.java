package org.keyrack.cli;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.keyrack.ledger.BenchNow;

/** The whole floor, drawn over itself: for terminals. */
final class FloorPage implements FloorText {
    /** One row each: a line that wraps would push the first benches off the screen. */
    private static final int WIDEST = 200;

    private final CliContext context;
    private final FloorLines lines;

    FloorPage(CliContext context) {
        this.context = context;
        this.lines = new FloorLines(context);
    }

    @Override
    public void show(SortedMap<String, BenchNow> all, Set<String> changed) {
        StringBuilder screen = new StringBuilder("\u001b[H\u001b[2J");
        screen.append(context.words().say("floor.title", all.size())).append("\n\n");
        for (BenchNow bench : all.values()) {
            List<String> each = lines.lines(bench);
            each.forEach(line ->
                    screen.append(line, 0, Math.min(line.length(), WIDEST)).append('\n'));
        }
        context.out().print(screen);
    }
}
