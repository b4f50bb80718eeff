package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.language.Wording;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.PlannedUnit;

/** What {@code load --dry-run} shows of a plan. */
final class DryRun {
    private final Plan plan;
    private final CliContext context;
    private final Wording words;

    DryRun(Plan plan, CliContext context) {
        this.plan = plan;
        this.context = context;
        this.words = context.words();
    }

    /** A line for each module with its downloads, and one with what would be done in all. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (PlannedUnit unit : plan.units()) {
            if (!unit.keys().isEmpty()) {
                lines.add(words.say(
                        "plan.unit",
                        context.texts().place(unit.shelf(), unit.reader()),
                        unit.sn().grouped(),
                        unit.keys().stream().map(this::text).collect(Collectors.joining(", "))));
            }
        }
        lines.add(words.say("plan.total", plan.keys(), plan.unitsWithWork()));
        return lines;
    }

    private String text(PlannedKey key) {
        return words.say(
                key.replaces() ? "plan.replacement" : "plan.key",
                String.valueOf(key.ref1()),
                String.valueOf(key.ref2()),
                String.valueOf(key.keyVersion()),
                String.valueOf(key.replacesVersion()));
    }

    /** The same for programs. */
    ObjectNode json() {
        ObjectNode object = Json.object();
        object.put("keysPlanned", plan.keys());
        ArrayNode units = object.putArray("planned");
        for (PlannedUnit unit : plan.units()) {
            ObjectNode node = units.addObject();
            node.put("sn", unit.sn().hex());
            node.put("reader", unit.reader());
            unit.shelf().ifPresent(shelf -> node.put("shelf", shelf));
            ArrayNode keys = node.putArray("keys");
            for (PlannedKey key : unit.keys()) {
                ObjectNode each = keys.addObject();
                each.put("ref1", key.ref1());
                each.put("ref2", key.ref2());
                each.put("keyVersion", key.keyVersion());
                if (key.replaces()) {
                    each.put("replacesVersion", key.replacesVersion());
                }
            }
        }
        return object;
    }
}
