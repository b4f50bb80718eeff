package org.keyrack.prepare.ceremony;

import java.util.List;
import java.util.Optional;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.OpenBlock;
import org.keyrack.protocol.Kcv;

/**
 * The order in which a card takes the acts of a plan. In the place of the components of a key stands its block, after two
 * components or more of the key that protects it.
 */
final class ActOrder {
    private static final int LEAST_PROTECTION = 2;

    private final AsPlan plan;
    private final List<Act> needed;
    private int index;
    private int protection;

    ActOrder(AsPlan plan) {
        this.plan = plan;
        needed = PlanActs.of(plan);
    }

    /** Whether the plan needs nothing more. */
    boolean isOver() {
        return index == needed.size();
    }

    /** What comes here. */
    Act next() {
        if (protection == 0) {
            return needed.get(index);
        }
        String key = ((EnterComponent) needed.get(index)).key();
        return protection < LEAST_PROTECTION
                ? new EnterComponent(key, true, protection + 1, "", Kcv.NONE, "")
                : new OpenBlock(key, "", "");
    }

    /** Takes an act when it may come here. */
    boolean takes(Act act) {
        Optional<String> begun = begun();
        if (act instanceof EnterComponent enter && enter.protection()) {
            boolean follows = begun.equals(Optional.of(enter.key())) && enter.number() == protection + 1;
            protection += follows ? 1 : 0;
            return follows;
        }
        if (act instanceof OpenBlock open) {
            boolean follows = begun.equals(Optional.of(open.key())) && protection >= LEAST_PROTECTION;
            if (follows) {
                index += plan.shape(open.key()).components();
                protection = 0;
            }
            return follows;
        }
        boolean follows = protection == 0 && act.isAs(needed.get(index));
        index += follows ? 1 : 0;
        return follows;
    }

    /** The key whose components begin here. */
    private Optional<String> begun() {
        return needed.get(index) instanceof EnterComponent enter && enter.number() == 1
                ? Optional.of(enter.key())
                : Optional.empty();
    }
}
