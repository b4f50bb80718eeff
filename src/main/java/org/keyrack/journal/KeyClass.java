package org.keyrack.journal;

/** How one planned key of a module stands in a batch. Each is in exactly one class, the last try's. */
public enum KeyClass {
    /** Proved by its receipt. */
    LOADED,
    /** Tried and not in. */
    FAILED,
    /** In or not in: reading the module again tells. */
    UNKNOWN,
    /** Nothing was exported for it: the module failed or the run ended before it. */
    NOT_BEGUN,
    /** On its way. */
    IN_WORK;

    /** The class of a key from how its last try ended. */
    public static KeyClass of(KeyResult result) {
        if (result instanceof KeyResult.Loaded) {
            return LOADED;
        }
        return result instanceof KeyResult.NotLoaded not
                ? notLoaded(not.failure().cause())
                : UNKNOWN;
    }

    /** The class of a key that is not in, from why. */
    public static KeyClass notLoaded(CauseId cause) {
        return cause.beforeExport() ? NOT_BEGUN : FAILED;
    }
}
