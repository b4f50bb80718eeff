package org.keyrack.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.language.Wording;

/** One line for each unit that ends: for pipes and logs. */
final class PlainProgress implements LoadProgress {
    private final PrintWriter out;
    private final CauseTexts texts;
    private final Map<String, String> places = new HashMap<>();
    private int ended;
    private int units;

    PlainProgress(PrintWriter out, CauseTexts texts) {
        this.out = out;
        this.texts = texts;
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof BatchStarted started) {
            units = started.units();
            Wording words = Wording.of("cli");
            out.println(words.say(
                    "progress.batch",
                    String.valueOf(started.batch()),
                    started.keys(),
                    started.units(),
                    started.simulated() ? words.get("progress.simulation") : ""));
        } else if (event instanceof UnitStarted unit) {
            places.put(unit.reader(), texts.place(unit.shelf(), unit.reader()));
        } else if (event instanceof UnitEnded unit) {
            ended++;
            out.printf(
                    Locale.ROOT,
                    "%d/%d %s %s %s%n",
                    ended,
                    units,
                    places.getOrDefault(unit.reader(), unit.reader()),
                    unit.sn().grouped(),
                    Sentences.of(unit.result(), texts));
        } else if (event instanceof AsLost lost) {
            lost.why().ifPresent(out::println);
        } else if (event instanceof PauseChanged change) {
            out.println(Sentences.of(change));
        }
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
