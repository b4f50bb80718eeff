package org.keyrack.ui.shell;

import java.util.List;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.plan.PlanController;
import org.keyrack.ui.plan.PlanModel;
import org.keyrack.ui.results.ResultsController;
import org.keyrack.ui.results.ResultsModel;
import org.keyrack.ui.review.ReviewController;
import org.keyrack.ui.review.ReviewModel;
import org.keyrack.ui.run.RunController;
import org.keyrack.ui.run.RunGuards;
import org.keyrack.ui.run.RunModel;

/** The steps around a batch. */
final class BatchSteps {
    private BatchSteps() {}

    static List<StepSpec<?>> all() {
        return List.of(
                new StepSpec<>(
                        StepName.PLAN,
                        PlanModel::new,
                        PlanController::new,
                        Guards::needsBench,
                        desk -> desk.job().planProperty().map(plan -> plan.isPresent())),
                new StepSpec<>(
                        StepName.REVIEW,
                        ReviewModel::new,
                        ReviewController::new,
                        ReviewModel::closed,
                        desk -> RunGuards.begun(desk.job().board()).map(String::isEmpty)),
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
