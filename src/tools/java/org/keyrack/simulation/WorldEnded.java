package org.keyrack.simulation;

/** Ends a thread of a world that is over: the power is gone, or the simulation has found something. */
final class WorldEnded extends Error {
    private static final long serialVersionUID = 1L;

    WorldEnded() {
        super("The world is over", null, false, false);
    }
}
