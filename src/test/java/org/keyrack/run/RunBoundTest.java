package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RunBoundTest {
    @Test
    void theAsIsTheBoundOfAFullRack() {
        assertEquals(7420, new RunBound(15, 4, 1, 40, 120, 180).milliseconds());
        assertEquals(3580, new RunBound(14, 4, 2, 40, 120, 180).milliseconds());
    }

    @Test
    void oneUnitsOwnChainIsTheBoundOfASmallRack() {
        assertEquals(1240, new RunBound(1, 4, 1, 40, 120, 180).milliseconds());
    }
}
