package org.keyrack.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.ReleasedAct;

/** What supervisors released, beside what was done: each release once, given by another person, for its own object. */
final class ReleaseTruth {
    /** Status words after which a second person looks at a module. */
    private static final Set<String> WRONG = Set.of("6300", "6988");

    private final Truth truth;
    private final Set<String> people = new HashSet<>();
    private final Set<String> supervisors = new HashSet<>();
    /** Who answers for the batch that runs at a bench. */
    private final Map<String, String> operators = new HashMap<>();
    /** Lines that hold a module back, by SN: where each stands, and what is to be released. */
    private final Map<String, Map<String, ReleasedAct>> holding = new HashMap<>();
    /** Given, and not used so far. */
    private final Set<Release> given = new HashSet<>();

    ReleaseTruth(Truth truth) {
        this.truth = truth;
    }

    /**
     * A release.
     *
     * @param bench whose program has asked
     * @param operator for whom, by ID
     * @param by the supervisor, by ID
     */
    record Release(String bench, ReleasedAct act, String object, String operator, String by) {}

    /** A program begins: releases live in the one that asked for them. */
    void begins(String bench) {
        given.removeIf(release -> release.bench().equals(bench));
    }

    /**
     * Told before it is given: its act may follow at once.
     *
     * @return false when the same was given before and is not used so far
     */
    boolean gives(Release release) {
        return given.add(release);
    }

    /** It was refused, or given up. */
    void takesBack(Release release) {
        given.remove(release);
    }

    void durable(Line line) {
        switch (line.type()) {
            case "person" -> {
                people.add(line.field("id").orElseThrow());
                if (line.field("role").filter("supervisor"::equals).isPresent()) {
                    supervisors.add(line.field("id").orElseThrow());
                }
            }
            case "batch-started" ->
                line.field("operator").filter(people::contains).ifPresent(id -> operators.put(line.bench(), id));
            case "batch-ended", "batch-interrupted" -> operators.remove(line.bench());
            case "unit-set-aside" -> hold(line, ReleasedAct.LIFT_SET_ASIDE);
            case "outcome" -> {
                if (line.result().startsWith("not")
                        && line.field("sw").filter(WRONG::contains).isPresent()) {
                    hold(line, ReleasedAct.RETRY);
                }
            }
            case "unit-started" -> started(line);
            case "order-closed" -> closed(line);
            default -> {
                // Nothing that anybody releases.
            }
        }
    }

    private void hold(Line line, ReleasedAct act) {
        if (!line.sn().isEmpty()) {
            holding.computeIfAbsent(line.sn(), sn -> new LinkedHashMap<>()).put(line.place(), act);
        }
    }

    private void started(Line line) {
        Map<String, ReleasedAct> held = holding.getOrDefault(line.sn(), new LinkedHashMap<>());
        Optional<String> operator = Optional.ofNullable(operators.get(line.bench()));
        if (operator.isPresent() && !held.isEmpty()) {
            boolean aside = held.containsValue(ReleasedAct.LIFT_SET_ASIDE);
            requireReleased(line, aside ? ReleasedAct.LIFT_SET_ASIDE : ReleasedAct.RETRY, line.sn(), operator.get());
        } else if (line.field("releasedBy").isPresent()) {
            throw truth.found("a release is used up where nothing holds a module back: " + line.sn());
        }
        held.keySet()
                .removeIf(place ->
                        place.startsWith(line.bench() + "/") || line.text().contains("\"" + place + "\""));
    }

    private void closed(Line line) {
        Optional<String> operator = line.field("operator");
        if (operator.isPresent() && line.number("missing") > 0) {
            requireReleased(line, ReleasedAct.CLOSE_ORDER, line.order(), operator.get());
        }
    }

    private void requireReleased(Line line, ReleasedAct act, String object, String operator) {
        String what = act.word() + " of " + object;
        String by = line.field("releasedBy").orElse("");
        if (by.isEmpty()) {
            throw truth.found("done although nobody has released it: " + what);
        }
        if (by.equals(operator) || !supervisors.contains(by)) {
            throw truth.found("released by no other person who may: " + what + ", by " + by);
        }
        if (!given.remove(new Release(line.bench(), act, object, operator, by))) {
            throw truth.found("a release was given for something else, or is used a second time: " + what);
        }
    }
}
