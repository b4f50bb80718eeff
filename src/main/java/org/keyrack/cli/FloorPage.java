package org.keyrack.cli;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.Floor;

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
    public void show(Floor.View floor) {
        List<String> rows = new ArrayList<>();
        rows.add(context.words().say("floor.title", floor.benches().size()));
        rows.add("");
        floor.benches().values().forEach(bench -> rows.addAll(lines.lines(bench)));
        if (!floor.orders().isEmpty()) {
            rows.add("");
            floor.orders().values().forEach(order -> rows.add(OrderStatus.line(context, order)));
        }
        StringBuilder screen = new StringBuilder("\u001b[H\u001b[2J");
        rows.forEach(
                row -> screen.append(row, 0, Math.min(row.length(), WIDEST)).append('\n'));
        context.out().print(screen);
    }
}
