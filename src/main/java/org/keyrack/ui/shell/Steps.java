package org.keyrack.ui.shell;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.ui.about.AboutController;
import org.keyrack.ui.ascard.AsCardController;
import org.keyrack.ui.ascard.AsCardModel;
import org.keyrack.ui.bench.BenchController;
import org.keyrack.ui.bench.BenchModel;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.firstrun.FirstRunController;
import org.keyrack.ui.firstrun.FirstRunModel;
import org.keyrack.ui.floor.FloorController;
import org.keyrack.ui.history.HistoryController;
import org.keyrack.ui.history.HistoryModel;
import org.keyrack.ui.log.LogController;
import org.keyrack.ui.people.PeopleController;
import org.keyrack.ui.people.PeopleModel;
import org.keyrack.ui.preferences.SettingsController;
import org.keyrack.ui.rack.RackController;
import org.keyrack.ui.rack.RackModel;
import org.keyrack.ui.training.TrainingController;

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
        steps.add(new StepSpec<>(
                StepName.BENCH, BenchModel::new, BenchController::new, desk -> StepSpec.open(), Guards::benchUsable));
        steps.add(new StepSpec<>(
                StepName.ASCARD, AsCardModel::new, AsCardController::new, Guards::needsBench, Guards::pinVerified));
        steps.add(new StepSpec<>(
                StepName.RACK, RackModel::new, RackController::new, Guards::needsBench, Guards::modulesRead));
        steps.addAll(BatchSteps.all());
        steps.addAll(PrepareSteps.all());
        steps.add(new StepSpec<>(
                StepName.HISTORY,
                HistoryModel::new,
                HistoryController::new,
                desk -> StepSpec.open(),
                desk -> StepSpec.never()));
        steps.add(StepSpec.page(StepName.FLOOR, FloorController::new));
        steps.add(StepSpec.page(StepName.TRAINING, TrainingController::new));
        steps.add(new StepSpec<>(
                StepName.PEOPLE,
                PeopleModel::new,
                PeopleController::new,
                desk -> StepSpec.open(),
                desk -> StepSpec.never()));
        steps.add(StepSpec.page(StepName.SETTINGS, SettingsController::new));
        steps.add(StepSpec.page(StepName.LOG, LogController::new));
        steps.add(StepSpec.page(StepName.ABOUT, AboutController::new));
        return steps;
    }
}
