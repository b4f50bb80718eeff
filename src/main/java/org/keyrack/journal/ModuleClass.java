package org.keyrack.journal;

import java.util.List;

/**
 * How a module stands in a batch. Each module is in exactly one class, and whoever shows or counts modules asks
 * {@link ModuleTally} for it. A module whose work the program's end interrupted is {@link #UNKNOWN} when a key of it is, and
 * {@link #STOPPED} else: that the batch was interrupted is the batch's state, not the module's.
 */
public enum ModuleClass {
    /** It was loaded and holds all that the profile asks for. */
    DONE,
    /** It held already what the profile asks for. */
    NOTHING_NEEDED,
    /** A key is not in, and nothing is unclear. */
    FAILED,
    /** The outcome of one of its keys is not known; reading the module again tells. */
    UNKNOWN,
    /** The plan refused it, it could not be read, or another batch had it in work. Nothing was written to it. */
    REFUSED,
    /** The run ended before its last key; what is in stays in. */
    STOPPED,
    /** It is not done, and the operator has put it aside. */
    SET_ASIDE,
    /** The list of expected modules names it, and the batch has not seen it. */
    MISSING,
    /** The batch still works on it: no class yet. */
    IN_WORK;

    /** All of them: those first that want somebody's attention most. */
    public static final List<ModuleClass> WORST_FIRST =
            List.of(FAILED, UNKNOWN, REFUSED, MISSING, STOPPED, SET_ASIDE, IN_WORK, DONE, NOTHING_NEEDED);

    /** Whether it holds all that the profile asks for. */
    public boolean passed() {
        return this == DONE || this == NOTHING_NEEDED;
    }
}
