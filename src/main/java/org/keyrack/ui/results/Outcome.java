package org.keyrack.ui.results;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.stream.Collectors;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.RunBoard;

/** What came out of the rack's batch, in words: for the step Results, the status bar and a screen reader. */
public final class Outcome {
    private final Desk desk;
    private final RunBoard board;

    public Outcome(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
    }

    /** The headline; it never says that all is well over a module that is not done. */
    public String headline() {
        return desk.causes().headline(board.modules());
    }

    /** Keys, time and pace of the batch; empty before its end. */
    String figures() {
        return board.end()
                .flatMap(end -> board.batch().map(begun -> figures(begun, end)))
                .orElse("");
    }

    private String figures(BatchStarted begun, BatchEnded end) {
        Duration took = Duration.between(begun.at(), end.at());
        long seconds = Math.max(1, Math.round(took.toMillis() / 1000.0));
        NumberFormat numbers = NumberFormat.getIntegerInstance(desk.texts().locale());
        String time = seconds < 60
                ? desk.texts().format("results.took.seconds", seconds)
                : desk.texts().format("results.took.minutes", seconds / 60, seconds % 60);
        return desk.texts()
                .format(
                        "results.figures",
                        board.keysLoaded(),
                        time,
                        numbers.format(Math.round(board.keysLoaded() * 60.0 / seconds)),
                        exporters(numbers));
    }

    private String exporters(NumberFormat numbers) {
        return board.as().exports().entrySet().stream()
                .map(each -> desk.texts()
                        .format(
                                "results.exports",
                                desk.texts().get("as.kind." + each.getKey()),
                                numbers.format(each.getValue())))
                .collect(Collectors.joining(", "));
    }
}
