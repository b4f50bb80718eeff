package org.keyrack.journal;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.journal.UnitResult.State;

/**
 * Folds what happens to one module in one batch and says which class it and each of its keys are in. The only place that
 * decides this, for a run in work as for a ledger that is read.
 */
public final class ModuleTally {
    private final Map<Integer, KeyClass> keys = new LinkedHashMap<>();
    private final Set<Integer> exported = new HashSet<>();
    /** Keys that were tried since the module was begun last. */
    private final Set<Integer> tried = new HashSet<>();

    private Optional<State> result = Optional.empty();
    private boolean begun;
    private boolean complete;
    private boolean refused;
    private boolean claimed;
    private boolean aside;
    private int plannedFirst;
    private int planned;

    /** Its work begins, or begins again: what was not loaded then is planned anew. */
    public void started(int keysPlanned) {
        keys.values().removeIf(key -> key != KeyClass.LOADED && key != KeyClass.UNKNOWN);
        tried.clear();
        exported.clear();
        result = Optional.empty();
        complete = false;
        refused = false;
        claimed = false;
        aside = false;
        plannedFirst = begun ? plannedFirst : keysPlanned;
        begun = true;
        planned = keysPlanned;
    }

    /** It was read and misses nothing. */
    public void needsNothing() {
        complete = true;
        refused = false;
        aside = false;
    }

    /** The plan refuses it. */
    public void refused() {
        refused = true;
    }

    /** Another batch has it in work, so that this one, whose plan holds it, writes nothing to it. */
    public void claimed() {
        claimed = true;
        refused = true;
    }

    public void setAside() {
        aside = true;
    }

    /** A try of a key begins. */
    public void intent(int ref1, int ref2) {
        put(ref1, ref2, KeyClass.IN_WORK);
        exported.remove(key(ref1, ref2));
    }

    /** The key has left the AS. */
    public void exported(int ref1, int ref2) {
        put(ref1, ref2, KeyClass.IN_WORK);
        exported.add(key(ref1, ref2));
    }

    /** How a try ended, or what reading the module again has settled. */
    public void outcome(int ref1, int ref2, KeyClass outcome) {
        put(ref1, ref2, outcome);
    }

    public void ended(State state) {
        result = Optional.of(state);
    }

    /** Whether the batch was to load it: it was begun, or would have been but for another batch. */
    public boolean planned() {
        return begun || claimed;
    }

    /** Keys that were planned when it was begun first. */
    int plannedFirst() {
        return plannedFirst;
    }

    /** @param over whether the batch works no more, so that what has no end will have none */
    public ModuleClass moduleClass(boolean over) {
        ModuleClass own = ownClass(over);
        return aside && !own.passed() ? ModuleClass.SET_ASIDE : own;
    }

    private ModuleClass ownClass(boolean over) {
        if (complete) {
            return begun ? ModuleClass.DONE : ModuleClass.NOTHING_NEEDED;
        }
        if (result.isEmpty()) {
            return unended(over);
        }
        return switch (result.get()) {
            case DONE -> ModuleClass.DONE;
            case STOPPED -> ModuleClass.STOPPED;
            case FAILED -> counts(true).of(KeyClass.UNKNOWN) > 0 ? ModuleClass.UNKNOWN : ModuleClass.FAILED;
            case UNKNOWN -> unclear();
        };
    }

    private ModuleClass unended(boolean over) {
        if (refused || !begun) {
            return ModuleClass.REFUSED;
        }
        if (!over) {
            return ModuleClass.IN_WORK;
        }
        KeyCounts now = counts(true);
        if (now.of(KeyClass.UNKNOWN) > 0) {
            return ModuleClass.UNKNOWN;
        }
        return allLoaded(now) ? ModuleClass.DONE : ModuleClass.STOPPED;
    }

    /** Until what was not known has been settled. */
    private ModuleClass unclear() {
        KeyCounts now = counts(true);
        if (now.of(KeyClass.UNKNOWN) > 0) {
            return ModuleClass.UNKNOWN;
        }
        return allLoaded(now) ? ModuleClass.DONE : ModuleClass.FAILED;
    }

    private static boolean allLoaded(KeyCounts now) {
        return now.planned() > 0 && now.of(KeyClass.LOADED) == now.planned();
    }

    /**
     * Its keys by class.
     *
     * @param over whether the batch works no more: a key on its way is then unknown when it had left the AS
     */
    public KeyCounts counts(boolean over) {
        boolean ended = over || result.isPresent();
        KeyCounts counts = KeyCounts.NONE;
        for (Map.Entry<Integer, KeyClass> key : keys.entrySet()) {
            counts = counts.plus(
                    key.getValue() == KeyClass.IN_WORK && ended
                            ? exported.contains(key.getKey()) ? KeyClass.UNKNOWN : KeyClass.NOT_BEGUN
                            : key.getValue(),
                    1);
        }
        return counts.plus(KeyClass.NOT_BEGUN, Math.max(0, planned - tried.size()));
    }

    /** Its keys that nothing more happens to in this batch: all of them once its work is over, until then those that are in. */
    int keysOver() {
        return result.isPresent() || complete
                ? counts(true).planned()
                : counts(false).of(KeyClass.LOADED);
    }

    private void put(int ref1, int ref2, KeyClass key) {
        keys.put(key(ref1, ref2), key);
        tried.add(key(ref1, ref2));
    }

    private static int key(int ref1, int ref2) {
        return ref1 << 16 | ref2;
    }
}
