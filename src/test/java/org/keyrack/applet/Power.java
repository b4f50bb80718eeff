package org.keyrack.applet;

import org.keyrack.reader.sim.SimulatedUnit;

/** What a test does to the power of a store: counts the non-volatile writes, and tears it at one of them. */
interface Power {
    int writes();

    /** Tears the write after that many more have been done; until {@link #restore} there is none. */
    void tearAfter(int more);

    /** Power is back, and stays. */
    void restore();

    static Power of(SimulatedUnit unit) {
        return new Power() {
            @Override
            public int writes() {
                return unit.writes();
            }

            @Override
            public void tearAfter(int more) {
                unit.tearAfter(more);
            }

            @Override
            public void restore() {
                unit.restore();
            }
        };
    }
}
