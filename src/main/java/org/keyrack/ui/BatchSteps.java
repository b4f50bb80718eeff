package org.keyrack.ui;

import java.util.List;
import org.keyrack.ui.results.ResultsController;
import org.keyrack.ui.results.ResultsModel;
import org.keyrack.ui.run.RunController;
import org.keyrack.ui.run.RunGuards;
import org.keyrack.ui.run.RunModel;

/** The steps around a batch. */
final class BatchSteps {
    private BatchSteps() {}

    static List<StepSpec<?>> all() {
        return List.of(
                new StepSpec<>(
                        StepName.RUN,
                        RunModel::new,
                        RunController::new,
                        desk -> RunGuards.begun(desk.job().board()),
                        desk -> RunGuards.ended(desk.job().board())),
                new StepSpec<>(
                        StepName.RESULTS,
                        ResultsModel::new,
                        ResultsController::new,
                        desk -> RunGuards.results(desk.job().board()),
                        desk -> RunGuards.allDone(desk.job().board())));
    }
}
