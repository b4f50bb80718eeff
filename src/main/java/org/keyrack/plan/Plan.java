package org.keyrack.plan;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.journal.Refusal;
import org.keyrack.protocol.Kcv;

/**
 * What will be done, fixed before anything is written.
 *
 * @param profile the profile it came from
 * @param setKcv KCV(T) of the set that most units belong to; what the batch is recorded under
 * @param units the units with work, in the bench's order; a unit that already has everything has no keys
 * @param refusals what will not be done, and why
 * @param warnings what is allowed and worth knowing
 */
public record Plan(
        Profile profile, Kcv setKcv, List<PlannedUnit> units, List<Refusal> refusals, List<Warning> warnings) {
    public Plan {
        units = List.copyOf(units);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    /** Number of downloads. */
    public int keys() {
        return units.stream().mapToInt(unit -> unit.keys().size()).sum();
    }

    /** Units that something will be written to. */
    public int unitsWithWork() {
        return (int) units.stream().filter(unit -> !unit.keys().isEmpty()).count();
    }

    /** Downloads that replace a key. */
    public int replacements() {
        return (int) units.stream()
                .flatMap(unit -> unit.keys().stream())
                .filter(PlannedKey::replaces)
                .count();
    }

    /** Whether the refusals concern the whole plan, so that nothing can be run. */
    public boolean blocked() {
        return refusals.stream().anyMatch(refusal -> !refusal.ofUnit());
    }

    /** The same without modules that were read when the rack was looked at and have been taken out since. */
    public Plan without(List<Refusal> takenOut) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.addAll(takenOut);
        boolean nothingElse = refusals.stream().allMatch(refusal -> refusal.kind() == Refusal.Kind.NO_UNITS);
        if (nothingElse && !takenOut.isEmpty()) {
            all.removeIf(refusal -> refusal.kind() == Refusal.Kind.NO_UNITS);
        }
        return new Plan(profile, setKcv, units, all, warnings);
    }

    /** Worth knowing, not forbidden. {@code ref1} is the key it is about. */
    public record Warning(Kind kind, int ref1) {
        /** What the warning says. */
        public enum Kind {
            /** An AES-256 key under suite 01 has AES-128 strength in transit. */
            STRONGER_KEY_THAN_SUITE
        }
    }
}
