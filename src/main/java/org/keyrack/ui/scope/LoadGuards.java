package org.keyrack.ui.scope;

import java.util.Optional;
import org.keyrack.app.SlotView;
import org.keyrack.plan.Plan;
import org.keyrack.ui.desk.Desk;

/** Why a plan cannot be started now: the same wherever it is started from. */
public final class LoadGuards {
    private LoadGuards() {}

    /** The bundle key of the reason; empty when nothing is in the way. */
    public static Optional<String> blocked(Desk desk, Optional<Plan> plan) {
        if (!desk.session().mayWork()) {
            return Optional.of("people.first");
        }
        if (desk.job().running()) {
            return Optional.of("review.running");
        }
        if (desk.job().preparingProperty().get()) {
            return Optional.of("prepare.blocked.busy");
        }
        if (plan.filter(made -> made.keys() > 0 && !made.blocked()).isEmpty()) {
            return Optional.of("review.closed");
        }
        if (!desk.job().mayLoad(desk.bench().view().simulated())) {
            return Optional.of("plan.blocked.file");
        }
        return desk.bench().view().slots().stream().anyMatch(SlotView::pinVerified)
                ? Optional.empty()
                : Optional.of("review.pin");
    }
}
