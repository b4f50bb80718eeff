package org.keyrack.ui;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.ui.firstrun.FirstRunController;
import org.keyrack.ui.firstrun.FirstRunModel;

/** The steps that this program has. A new step adds one line here; nothing else of the shell changes. */
public final class Steps {
    private Steps() {}

    /** All steps and pages, in the order of {@link StepName}. */
    public static List<StepSpec<?>> all() {
        List<StepSpec<?>> steps = new ArrayList<>();
        steps.add(new StepSpec<>(
                StepName.FIRSTRUN,
                FirstRunModel::new,
                FirstRunController::new,
                desk -> StepSpec.open(),
                desk -> desk.settings().firstRunDoneProperty()));
        return steps;
    }
}
