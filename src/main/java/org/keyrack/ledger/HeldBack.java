package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.ReleasedAct;

/**
 * What holds a module back until a supervisor other than the operator has released it.
 *
 * @param act what is to be released
 * @param since when it came about
 * @param by who set the module aside; empty where nobody did, or an older program wrote it down
 * @param lines the lines that hold it back, {@code CHAIN/SEQ}
 */
public record HeldBack(ReleasedAct act, Instant since, Optional<String> by, List<String> lines) {
    /** In the line of a module's start: which lines it was released from. */
    static final String RELEASES = "releases";

    private static final Set<String> WRONG = Set.of("6300", "6988");

    public HeldBack {
        lines = List.copyOf(lines);
    }

    /**
     * What the lines of a module say. A later start in the same chain lifts what came before; one in another chain lifts what it
     * names, for chains have no order among them.
     *
     * @param lines every line of the module, each chain's in order
     */
    static Optional<HeldBack> of(List<EventLine> lines) {
        Map<String, List<EventLine>> holding = new HashMap<>();
        Set<String> released = new HashSet<>();
        for (EventLine line : lines) {
            if (line.type() == EventType.UNIT_STARTED) {
                holding.remove(line.chain().name());
                released.addAll(line.list(RELEASES));
            } else if (holds(line)) {
                holding.computeIfAbsent(line.chain().name(), chain -> new ArrayList<>())
                        .add(line);
            }
        }
        List<EventLine> left = holding.values().stream()
                .flatMap(List::stream)
                .filter(line -> !released.contains(place(line)))
                .toList();
        // Whoever lifts a set-aside has looked at the failure as well.
        return left.stream()
                .filter(line -> line.type() == EventType.UNIT_SET_ASIDE)
                .reduce((first, last) -> last)
                .or(() -> left.stream().reduce((first, last) -> last))
                .map(line -> new HeldBack(
                        act(line),
                        line.at(),
                        line.maybe("operator"),
                        left.stream().map(HeldBack::place).toList()));
    }

    private static boolean holds(EventLine line) {
        return line.type() == EventType.UNIT_SET_ASIDE
                || line.type() == EventType.OUTCOME
                        && line.result() == KeyRecord.State.NOT_LOADED
                        && line.maybe("sw").filter(WRONG::contains).isPresent();
    }

    private static ReleasedAct act(EventLine line) {
        return line.type() == EventType.UNIT_SET_ASIDE ? ReleasedAct.LIFT_SET_ASIDE : ReleasedAct.RETRY;
    }

    private static String place(EventLine line) {
        return line.chain().name() + "/" + line.number("seq");
    }
}
