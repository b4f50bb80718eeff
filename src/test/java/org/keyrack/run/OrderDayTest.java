package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.ClaimRefusal.OutsideOrder;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.OrderRule;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.UnitResult;
import org.keyrack.journal.UnitResult.State;

/** A batch that waits over the last day of its order. */
class OrderDayTest {
    private final ScriptedRun rack;

    OrderDayTest() throws Exception {
        rack = new ScriptedRun();
    }

    /** The ledger keeps what stood before the event that it refuses. */
    @Test
    void aModuleWhoseNextDownloadIsRefusedByItsOrderEndsWithWhatItHas() throws Exception {
        rack.journal.guard(added -> {
            boolean second = added.stream().anyMatch(Outcome.class::isInstance)
                    && added.stream().anyMatch(Intent.class::isInstance);
            if (second) {
                throw new ClaimRefused(new OutsideOrder(ScriptedRun.SN, "2026-1", OrderRule.DATE));
            }
        });
        rack.load(ScriptedRun.unit(5, 6));
        UnitResult result = rack.result();
        assertEquals(State.FAILED, result.state());
        assertEquals(1, result.loaded());
        assertEquals(OrderRule.DATE.cause(), result.failure().orElseThrow().cause());
        assertEquals(1, rack.count("AS EXPORTKEY"));
        assertEquals(
                List.of(result),
                rack.journal.of(UnitEnded.class).stream().map(UnitEnded::result).toList());
        assertEquals(1, rack.told.stream().filter(Outcome.class::isInstance).count());
    }
}
