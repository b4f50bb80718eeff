package org.keyrack.journal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Modules by class; without the missing ones their sum is what the batch has seen.
 *
 * @param byClass classes that have none are absent
 */
public record ModuleCounts(Map<ModuleClass, Integer> byClass) {
    public static final ModuleCounts NONE = new ModuleCounts(Map.of());

    public ModuleCounts {
        Map<ModuleClass, Integer> kept = new EnumMap<>(ModuleClass.class);
        byClass.forEach((module, count) -> {
            if (count != 0) {
                kept.put(module, count);
            }
        });
        byClass = Collections.unmodifiableMap(kept);
    }

    public int of(ModuleClass module) {
        return byClass.getOrDefault(module, 0);
    }

    /** Every module that the batch has seen. */
    public int seen() {
        return sum() - of(ModuleClass.MISSING);
    }

    /** Modules that hold all that the profile asks for. */
    public int passed() {
        return of(ModuleClass.DONE) + of(ModuleClass.NOTHING_NEEDED);
    }

    /** Modules that do not, seen or missing. */
    public int notPassed() {
        return sum() - passed();
    }

    private int sum() {
        return byClass.values().stream().mapToInt(Integer::intValue).sum();
    }

    public ModuleCounts plus(ModuleClass module, int more) {
        Map<ModuleClass, Integer> sum = new EnumMap<>(ModuleClass.class);
        sum.putAll(byClass);
        sum.merge(module, more, Integer::sum);
        return new ModuleCounts(sum);
    }
}
