package org.keyrack.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.language.Wording;

/** Says each change once, one fact a line, in whole sentences: for screen readers ({@code --plain}). */
final class SpokenProgress implements LoadProgress {
    /** How often the keys that are in are told: at each quarter of them. */
    private static final int SHARES = 4;

    private final PrintWriter out;
    private final CauseTexts texts;
    private final Wording words;
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, List<String>> causes = new LinkedHashMap<>();
    private int keys;
    private int loaded;
    private int told;

    SpokenProgress(CliContext context) {
        this.out = context.err();
        this.texts = context.texts();
        this.words = context.words();
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof BatchStarted started) {
            keys = started.keys();
            say(
                    "progress.batch",
                    String.valueOf(started.batch()),
                    started.keys(),
                    started.units(),
                    started.simulated() ? words.get("progress.simulation") : "");
        } else if (event instanceof UnitStarted unit) {
            String place = Facts.place(unit.shelf(), unit.reader(), words);
            places.put(unit.reader(), place);
            say("plain.started", place, unit.keys(), unit.sn().grouped());
        } else if (event instanceof Outcome outcome && outcome.result() instanceof Loaded) {
            loaded++;
            if (loaded * SHARES / keys > told) {
                told = loaded * SHARES / keys;
                say("plain.share", loaded, keys);
            }
        } else if (event instanceof UnitEnded unit) {
            ended(places.getOrDefault(unit.reader(), unit.reader()), unit.result());
        } else if (event instanceof AsLost lost) {
            lost.why().ifPresent(out::println);
        } else if (event instanceof PauseChanged change) {
            Sentences.lines(change).forEach(out::println);
        } else if (event instanceof BatchEnded end) {
            say(end.reason() == EndReason.FINISHED ? "plain.over" : "plain.stoppedBatch");
        }
        out.flush();
    }

    private void ended(String place, UnitResult result) {
        String key =
                switch (result.state()) {
                    case DONE -> "plain.done";
                    case FAILED -> "plain.failed";
                    case UNKNOWN -> "plain.unknown";
                    case STOPPED -> "plain.stopped";
                };
        say(key, place, result.loaded(), result.planned());
        result.failure().ifPresent(failure -> {
            String cause = texts.sentence(failure);
            say("plain.because", place, cause);
            causes.computeIfAbsent(cause, each -> new ArrayList<>()).add(place);
        });
    }

    private void say(String key, Object... details) {
        out.println(words.say(key, details));
    }

    /** What failed, by cause, and how it is tried again; nothing when nothing failed. */
    @Override
    public synchronized List<String> triage() {
        List<String> lines = new ArrayList<>();
        if (causes.isEmpty()) {
            return lines;
        }
        lines.add(words.say("plain.causes", causes.size()));
        int number = 0;
        for (Map.Entry<String, List<String>> cause : causes.entrySet()) {
            number++;
            lines.add(words.say("plain.cause", number, cause.getKey()));
            lines.add(words.say("plain.where", number, String.join(", ", cause.getValue())));
        }
        lines.add(words.get("plain.retry"));
        return lines;
    }

    @Override
    public void close() {
        out.flush();
    }
}
