package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.SerialNumber;

/** A row of failed modules stops a run; any module that did not fail ends the row. */
class RunTallyTest {
    private static UnitResult ended(State state) {
        return new UnitResult(state, 0, 1, Optional.empty());
    }

    private static SerialNumber module(int number) {
        return SerialNumber.parse(String.format(Locale.ROOT, "%016x", number));
    }

    @Test
    void aModuleIsInWorkOnceUntilItsEndIsTold() {
        RunTally tally = tally(0, 2);
        assertFalse(tally.started(module(1)), "it may stand in another reader by now");
        tally.left(module(1));
        assertTrue(tally.started(module(1)));
    }

    private static RunTally tally(int stopAfterFailures, int units) {
        RunTally tally = new RunTally(stopAfterFailures);
        for (int i = 0; i < units; i++) {
            assertTrue(tally.started(module(i)));
        }
        return tally;
    }

    @Test
    void theFailureThatFillsTheRowIsToldAndNoneBeforeIt() {
        RunTally tally = tally(3, 4);
        assertFalse(tally.ended(ended(State.FAILED)));
        assertFalse(tally.ended(ended(State.UNKNOWN)));
        assertTrue(tally.ended(ended(State.FAILED)));
        assertEquals(1, tally.inWork());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"DONE", "STOPPED"})
    void aModuleThatDidNotFailBeginsTheRowAnew(State state) {
        RunTally tally = tally(2, 4);
        assertFalse(tally.ended(ended(State.FAILED)));
        assertFalse(tally.ended(ended(state)));
        assertFalse(tally.ended(ended(State.FAILED)));
        assertTrue(tally.ended(ended(State.FAILED)));
    }

    @Test
    void zeroNeverStops() {
        RunTally tally = tally(0, 100);
        for (int i = 0; i < 100; i++) {
            assertFalse(tally.ended(ended(State.FAILED)));
        }
    }

    @Test
    void anEndIsGivenToTheFirstWhoAsksAlone() {
        RunTally tally = new RunTally(0);
        assertTrue(tally.endOnce());
        assertFalse(tally.endOnce());
        assertFalse(tally.endOnce());
    }

    @Test
    void itIsOpenUntilItIsClosed() {
        RunTally tally = new RunTally(0);
        assertFalse(tally.closed());
        tally.close();
        assertTrue(tally.closed());
    }
}
