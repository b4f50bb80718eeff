package org.keyrack.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.BatchTally;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.language.Wording;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.SerialNumber;

/** A line for each unit and one for the total, drawn over themselves: for terminals. */
final class LiveProgress implements LoadProgress {
    private static final int BAR = 20;

    private final PrintWriter out;
    private final CauseTexts texts;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final BatchTally tally = new BatchTally();
    private Optional<String> notice = Optional.empty();
    private int drawn;

    LiveProgress(PrintWriter out, CauseTexts texts, Plan plan) {
        this.out = out;
        this.texts = texts;
        for (PlannedUnit unit : plan.units()) {
            if (!unit.keys().isEmpty()) {
                lines.put(unit.sn().hex(), new Line(unit));
            }
        }
    }

    @Override
    public synchronized void accept(RunEvent event) {
        tally.accept(event);
        if (event instanceof KeyStarted key) {
            Line line = line(key.download().sn());
            line.done = key.index() - 1;
            line.text = Wording.of("cli").say("progress.key", key.index(), key.of());
        } else if (event instanceof UnitEnded unit) {
            Line line = line(unit.sn());
            line.done = unit.result().loaded();
            line.text = Sentences.of(unit.result(), texts);
        } else if (event instanceof AsLost lost) {
            notice = lost.why().or(() -> notice);
        } else if (event instanceof PauseChanged change) {
            notice = Optional.of(change).filter(PauseChanged::paused).map(Sentences::of);
        } else {
            return;
        }
        draw();
    }

    /** Of a module that the plan names: the run knows no other. */
    private Line line(SerialNumber sn) {
        return Objects.requireNonNull(lines.get(sn.hex()));
    }

    private void draw() {
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\u001b[").append(drawn).append('A');
        }
        for (Line line : lines.values()) {
            append(
                    screen,
                    texts.place(line.unit.shelf(), line.unit.reader()) + " "
                            + line.unit.sn().grouped() + " "
                            + bar(line.done, line.unit.keys().size()) + " " + line.text);
        }
        KeyCounts keys = tally.counts().keys();
        int done = keys.of(KeyClass.LOADED);
        append(
                screen,
                Wording.of("cli").say("progress.total", bar(done, keys.planned()), done, keys.planned())
                        + notice.map(text -> ". " + text).orElse(""));
        drawn = lines.size() + 1;
        out.print(screen);
        out.flush();
    }

    private static void append(StringBuilder screen, String line) {
        // One row each: a line that wraps would break the redrawing.
        screen.append("\u001b[2K").append(line, 0, Math.min(line.length(), 150)).append('\n');
    }

    private static String bar(int done, int of) {
        int filled = of == 0 ? 0 : done * BAR / of;
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    @Override
    public synchronized void close() {
        draw();
    }

    private static final class Line {
        private final PlannedUnit unit;
        private int done;
        private String text = Wording.of("cli").get("progress.waits");

        Line(PlannedUnit unit) {
            this.unit = unit;
        }
    }
}
