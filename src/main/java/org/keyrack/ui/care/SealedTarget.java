package org.keyrack.ui.care;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.SlotView;
import org.keyrack.protocol.AsKind;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** Where sealed records go, or come from. */
sealed interface SealedTarget {
    /** What a person chooses it by. */
    String name(Desk desk);

    /** From the AS shown into another one of the bench. */
    record Into(AsUnit second) implements SealedTarget {
        @Override
        public String name(Desk desk) {
            return desk.texts().format("care.SECOND.into", second.identity().label(), second.reader());
        }

        /** It as the bench has read it last: tries go down. */
        AsUnit now(Desk desk) {
            return desk.bench()
                    .view()
                    .slot(second.reader())
                    .flatMap(SlotView::as)
                    .orElse(second);
        }
    }

    /** From the AS shown into a file. */
    record Keep() implements SealedTarget {
        @Override
        public String name(Desk desk) {
            return desk.texts().get("care.SECOND.keep");
        }
    }

    /** From a file into the AS shown. */
    record Bring() implements SealedTarget {
        @Override
        public String name(Desk desk) {
            return desk.texts().get("care.SECOND.bring");
        }
    }

    /** What can be chosen for an AS: each other AS card of the bench, and a file both ways. */
    static List<SealedTarget> of(Desk desk, AsUnit first) {
        List<SealedTarget> targets = new ArrayList<>();
        desk.bench().view().slots().stream()
                .flatMap((SlotView slot) -> slot.as().stream())
                .filter(as -> as.kind() == AsKind.CARD && !as.reader().equals(first.reader()))
                .forEach(as -> targets.add(new Into(as)));
        targets.add(new Keep());
        targets.add(new Bring());
        return targets;
    }
}
