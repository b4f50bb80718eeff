package org.keyrack.journal;

import java.util.Optional;

/**
 * How a unit's work ended.
 *
 * @param state the unit's state
 * @param loaded keys whose receipt matches V
 * @param planned keys that were planned
 * @param failure the first failure, when there was one
 */
public record UnitResult(State state, int loaded, int planned, Optional<Failure> failure) {
    /** State of a unit at the end of its work. */
    public enum State {
        DONE,
        FAILED,
        /** One download's outcome is not known; the module must be read again. */
        UNKNOWN,
        /** The run stopped before the unit was finished; what is in stays in. */
        STOPPED
    }
}
