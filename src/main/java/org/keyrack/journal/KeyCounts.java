package org.keyrack.journal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keys by class; their sum is what was planned.
 *
 * @param byClass classes that have none are absent
 */
public record KeyCounts(Map<KeyClass, Integer> byClass) {
    public static final KeyCounts NONE = new KeyCounts(Map.of());

    public KeyCounts {
        Map<KeyClass, Integer> kept = new EnumMap<>(KeyClass.class);
        byClass.forEach((key, count) -> {
            if (count != 0) {
                kept.put(key, count);
            }
        });
        byClass = Collections.unmodifiableMap(kept);
    }

    public int of(KeyClass key) {
        return byClass.getOrDefault(key, 0);
    }

    /** All of them. */
    public int planned() {
        return byClass.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether every key is in. */
    public boolean allLoaded() {
        return of(KeyClass.LOADED) == planned();
    }

    public KeyCounts plus(KeyClass key, int more) {
        Map<KeyClass, Integer> sum = new EnumMap<>(KeyClass.class);
        sum.putAll(byClass);
        sum.merge(key, more, Integer::sum);
        return new KeyCounts(sum);
    }

    public KeyCounts plus(KeyCounts other) {
        KeyCounts sum = this;
        for (Map.Entry<KeyClass, Integer> each : other.byClass().entrySet()) {
            sum = sum.plus(each.getKey(), each.getValue());
        }
        return sum;
    }
}
