package org.keyrack.ui.rackstate;

import java.util.Optional;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.KeyResult.Loaded;

/**
 * One download of a unit as the window knows it.
 *
 * @param ref1 the key of the AS
 * @param ref2 the location of the EI
 * @param state how its last try stands
 * @param proof what proves that it is in; empty when reading the module again told so
 */
public record KeyLine(int ref1, int ref2, State state, Optional<Loaded> proof) {
    /** How a download stands. */
    public enum State {
        ON_ITS_WAY,
        LOADED,
        NOT_LOADED,
        /** In or not in: to be checked. */
        UNKNOWN
    }

    static KeyLine begun(int ref1, int ref2) {
        return new KeyLine(ref1, ref2, State.ON_ITS_WAY, Optional.empty());
    }

    KeyLine ended(KeyResult result) {
        if (result instanceof Loaded loaded) {
            return new KeyLine(ref1, ref2, State.LOADED, Optional.of(loaded));
        }
        return new KeyLine(
                ref1, ref2, result instanceof KeyResult.Unknown ? State.UNKNOWN : State.NOT_LOADED, Optional.empty());
    }

    KeyLine settled(boolean loaded) {
        return new KeyLine(ref1, ref2, loaded ? State.LOADED : State.NOT_LOADED, proof);
    }

    public boolean loaded() {
        return state == State.LOADED;
    }
}
