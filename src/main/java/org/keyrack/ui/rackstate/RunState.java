package org.keyrack.ui.rackstate;

import java.util.Set;
import org.keyrack.journal.RunEvent.PauseReason;

/** What a batch is at. Title, tiles, status line, announcements and task bar all tell this one state. */
public enum RunState {
    /** No batch was begun. */
    NONE,
    STARTING,
    LOADING,
    /** The operator has paused it. */
    PAUSED,
    /** No AS that serves it is in a reader. */
    AS_GONE,
    /** An AS that served it is in a reader again; its PIN is not entered yet. */
    AS_BACK,
    /** The ledger cannot be written; it goes on by itself. */
    LEDGER_DOWN,
    /** It takes no more modules and ends with those in work. */
    FINISHING,
    /** It ends after the keys that are on their way. */
    STOPPING,
    ENDED;

    /**
     * The state of a batch.
     *
     * @param asThere whether an AS that served it is in a reader
     */
    public static RunState of(RunBoard board, boolean asThere) {
        if (!board.running()) {
            return board.end().isPresent() ? ENDED : NONE;
        }
        if (board.isStopping()) {
            return STOPPING;
        }
        Set<PauseReason> pauses = board.pauses();
        if (pauses.contains(PauseReason.LEDGER_UNAVAILABLE)) {
            return LEDGER_DOWN;
        }
        if (pauses.contains(PauseReason.AS_LOST)) {
            return asThere ? AS_BACK : AS_GONE;
        }
        if (pauses.contains(PauseReason.OPERATOR)) {
            return PAUSED;
        }
        if (board.isFinishing()) {
            return FINISHING;
        }
        return board.batch().isPresent() ? LOADING : STARTING;
    }

    /** Whether no key is asked for until something happens: the operator, the AS or the ledger. */
    public boolean waiting() {
        return this == PAUSED || waitsForAs() || this == LEDGER_DOWN;
    }

    /** Whether the PIN of an AS ends the waiting. */
    public boolean waitsForAs() {
        return this == AS_GONE || this == AS_BACK;
    }

    /** Whether a batch is in work. */
    public boolean running() {
        return this != NONE && this != ENDED;
    }
}
