package org.keyrack.journal;

import java.util.Collection;

/** What came of a batch, in numbers. Window, command line, ledger and reports show these and count nothing themselves. */
public record BatchCounts(ModuleCounts modules, KeyCounts keys) {
    public static final BatchCounts NONE = new BatchCounts(ModuleCounts.NONE, KeyCounts.NONE);

    /**
     * Counts modules. Those that were planned and never begun are known by their number only; they count as stopped.
     *
     * @param over whether the batch works no more
     * @param unitsPlanned units of the batch's plan
     * @param keysPlanned keys of the batch's plan
     */
    public static BatchCounts of(Collection<ModuleTally> tallies, boolean over, int unitsPlanned, int keysPlanned) {
        int units = 0;
        int begunKeys = 0;
        for (ModuleTally module : tallies) {
            units += module.planned() ? 1 : 0;
            begunKeys += module.plannedFirst();
        }
        return withRest(tallies, over, Math.max(0, unitsPlanned - units), Math.max(0, keysPlanned - begunKeys));
    }

    /** The same where it is known how many planned modules and keys no event has named yet. */
    static BatchCounts withRest(Collection<ModuleTally> tallies, boolean over, int unitsToCome, int keysToCome) {
        ModuleCounts modules = ModuleCounts.NONE;
        KeyCounts keys = KeyCounts.NONE;
        for (ModuleTally module : tallies) {
            modules = modules.plus(module.moduleClass(over), 1);
            keys = keys.plus(module.counts(over));
        }
        ModuleClass rest = over ? ModuleClass.STOPPED : ModuleClass.IN_WORK;
        return new BatchCounts(modules.plus(rest, unitsToCome), keys.plus(KeyClass.NOT_BEGUN, keysToCome));
    }

    /** The same with modules of a list that the batch has not seen. */
    public BatchCounts missing(int missing) {
        return new BatchCounts(modules.plus(ModuleClass.MISSING, missing), keys);
    }

    public int of(ModuleClass module) {
        return modules.of(module);
    }

    public int of(KeyClass key) {
        return keys.of(key);
    }
}
