package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyrack.run.RunFigures.Limit;

class RunFiguresTest {
    private static RunFigures rack(int asCards, int units) {
        return new RunFigures(
                100, Duration.ofSeconds(12), asCards, 100, Duration.ofSeconds(18), units, Duration.ofSeconds(12));
    }

    @Test
    void aFullRackIsLimitedByItsAsAndASecondOneHalvesTheTime() {
        Limit limit = rack(1, 15).limit();
        assertEquals(Limit.Kind.AS_CARD, limit.kind());
        assertEquals(0.5, limit.saving(), 0.001);
    }

    @Test
    void aSecondAsHelpsOnlyAsFarAsTheModulesFollow() {
        // 3 units of 300 ms a key: 100 ms a key at best, against 120 ms of one AS.
        assertEquals(1 - 100.0 / 120, rack(1, 3).limit().saving(), 0.001);
        assertEquals(Limit.Kind.MODULES, rack(1, 2).limit().kind());
    }

    @Test
    void anAsThatIsIdleMostOfTheTimeLimitsNothing() {
        RunFigures paused =
                new RunFigures(100, Duration.ofSeconds(12), 1, 100, Duration.ofSeconds(18), 15, Duration.ofSeconds(37));
        assertEquals(0.32, paused.utilization(), 0.01);
        assertEquals(Limit.Kind.NOT_KNOWN, paused.limit().kind());
    }

    @Test
    void nothingIsSaidBeforeAnythingWasMeasured() {
        RunFigures none = new RunFigures(0, Duration.ZERO, 1, 0, Duration.ZERO, 5, Duration.ZERO);
        assertEquals(Limit.Kind.NOT_KNOWN, none.limit().kind());
        assertEquals(0, none.utilization());
    }

    @Test
    void aRackWhoseModulesAreJustAsFastAsItsAsIsLimitedByThem() {
        RunFigures equal =
                new RunFigures(10, Duration.ofSeconds(1), 1, 10, Duration.ofSeconds(1), 2, Duration.ofSeconds(1));
        assertEquals(Limit.Kind.MODULES, equal.limit().kind());
    }

    @Test
    void anAsThatIsAtWorkForFourFifthsOfTheTimeLimitsARack() {
        RunFigures busy =
                new RunFigures(100, Duration.ofSeconds(8), 1, 100, Duration.ofSeconds(8), 15, Duration.ofSeconds(10));
        assertEquals(Limit.Kind.AS_CARD, busy.limit().kind());
    }

    @Test
    void theTimeOfSeveralAsIsTheirsTogether() {
        RunFigures two =
                new RunFigures(100, Duration.ofSeconds(10), 2, 100, Duration.ofSeconds(10), 15, Duration.ofSeconds(10));
        assertEquals(0.5, two.utilization(), 0.001);
    }
}
