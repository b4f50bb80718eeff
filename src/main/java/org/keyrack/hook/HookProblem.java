package org.keyrack.hook;

/**
 * Why a hook did not do what it is for; the run has not waited for it.
 *
 * @param detail the exit code, the limit in seconds, or the system's words
 * @param times how often in this batch
 */
public record HookProblem(HookName hook, Kind kind, String detail, int times) {
    /** Each has one sentence in the bundle, {@code hook.KIND}. */
    public enum Kind {
        /** It did not end in time and was ended, with all that it had started. */
        TOO_SLOW,
        /** It hung again and again: it is left out until the next batch. */
        LEFT_OUT,
        /** It ended with another exit code than 0. */
        FAILED,
        /** It cannot be started. */
        UNSTARTABLE,
        /** Others may write it or its folder: it is not started. */
        WRITABLE_BY_OTHERS,
        /** More happened than it could be told: it is too slow. */
        NOT_TOLD
    }
}
