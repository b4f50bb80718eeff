package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.Refusal.Kind;
import org.keyrack.plan.Plan;

/** Readers that somebody named: when no module is in any of them, each is said with what it holds instead. */
final class NamedReaders {
    private NamedReaders() {}

    /** The plan, with a refusal for each of these readers in place of the one that no module is there. */
    static Plan explained(Plan plan, Set<String> named, BenchView view) {
        List<Refusal> each = named.stream()
                .sorted()
                .flatMap(reader -> view.slot(reader).stream())
                .flatMap(slot -> why(slot).stream())
                .toList();
        if (each.isEmpty() || plan.refusals().stream().noneMatch(NamedReaders::noUnits)) {
            return plan;
        }
        List<Refusal> all = Stream.concat(plan.refusals().stream().filter(refusal -> !noUnits(refusal)), each.stream())
                .toList();
        return new Plan(plan.profile(), plan.setKcv(), plan.units(), all, plan.warnings());
    }

    private static boolean noUnits(Refusal refusal) {
        return refusal.kind() == Kind.NO_UNITS;
    }

    private static Optional<Refusal> why(SlotView slot) {
        if (slot.state() == SlotView.State.EMPTY) {
            return Optional.of(Refusal.ofPlan(Kind.READER_EMPTY, 0, slot.reader()));
        }
        return slot.as().map(as -> Refusal.ofPlan(Kind.READER_HOLDS_AS, 0, slot.reader()));
    }
}
