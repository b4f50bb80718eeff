package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.keyrack.simulation.Choices.Kind;
import org.keyrack.simulation.Simulation.Outcome;

/** Makes a script that finds something plainer, as long as it still finds the same. */
final class Shrinking {
    private static final int MOST_TRIES = 300;

    private final Simulation simulation;
    private final String wanted;
    private int tries;
    private Script best;
    private boolean changed;

    private Shrinking(Simulation simulation, Script script, Finding finding, int tries) {
        this.simulation = simulation;
        this.best = script;
        this.wanted = sort(finding);
        this.tries = tries;
    }

    /** Tries 300 simulations at most. */
    static Script of(Simulation simulation, Script script, Finding finding) {
        Shrinking shrinking = new Shrinking(simulation, script, finding, MOST_TRIES);
        if (!shrinking.finds(script)) {
            return script;
        }
        int before;
        do {
            before = shrinking.tries;
            for (Kind kind : List.of(Kind.ACT, Kind.FAULT, Kind.RACK, Kind.BESIDE, Kind.SCHEDULE, Kind.TIME)) {
                shrinking.shrink(kind);
            }
        } while (shrinking.tries > 0 && shrinking.tries != before && shrinking.changed());
        return shrinking.best;
    }

    private boolean changed() {
        boolean now = changed;
        changed = false;
        return now;
    }

    /** What was found, without the numbers that differ from run to run. */
    static String sort(Finding finding) {
        return String.valueOf(finding.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[0-9a-f]{4,}", "#")
                .replaceAll("[0-9]+", "#");
    }

    private void shrink(Kind kind) {
        attempt(best.with(kind, List.of()));
        for (int size = best.of(kind).size() / 2; size > 0; size /= 2) {
            for (int at = 0; at < best.of(kind).size() && tries > 0; at += size) {
                zero(kind, at, Math.min(at + size, best.of(kind).size()));
            }
        }
    }

    private void zero(Kind kind, int from, int to) {
        List<Integer> numbers = new ArrayList<>(best.of(kind));
        List<Integer> part = numbers.subList(from, to);
        if (part.stream().allMatch(number -> number == 0)) {
            return;
        }
        Collections.fill(part, 0);
        attempt(best.with(kind, numbers));
    }

    private void attempt(Script script) {
        if (tries > 0 && !script.equals(best) && finds(script)) {
            best = script;
            changed = true;
        }
    }

    private boolean finds(Script script) {
        tries--;
        Outcome outcome = simulation.run(Choices.read(script));
        Optional<Finding> found = outcome.found();
        return found.isPresent() && sort(found.get()).equals(wanted);
    }
}
