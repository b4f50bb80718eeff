package org.keyrack.ui.shell;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.keyrack.protocol.Role;
import org.keyrack.ui.cards.CardsController;
import org.keyrack.ui.cards.CardsModel;
import org.keyrack.ui.ceremony.CeremonyController;
import org.keyrack.ui.ceremony.CeremonyModel;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.modules.ModulesController;
import org.keyrack.ui.prepare.PrepareModel;
import org.keyrack.ui.prepareas.PrepareAsController;
import org.keyrack.ui.rackstate.PreparationBoard;

/** The steps that make units of blank cards. */
final class PrepareSteps {
    private PrepareSteps() {}

    static List<StepSpec<?>> all() {
        return List.of(
                new StepSpec<>(
                        StepName.CARDS,
                        CardsModel::new,
                        CardsController::new,
                        Guards::needsBench,
                        desk -> StepSpec.never()),
                new StepSpec<>(
                        StepName.PREPAREAS,
                        desk -> new PrepareModel(desk, Role.AS),
                        PrepareAsController::new,
                        Guards::needsBench,
                        desk -> complete(desk, Role.AS)),
                new StepSpec<>(
                        StepName.MODULES,
                        desk -> new PrepareModel(desk, Role.EI),
                        ModulesController::new,
                        Guards::needsBench,
                        desk -> complete(desk, Role.EI)),
                new StepSpec<>(
                        StepName.CEREMONY,
                        CeremonyModel::new,
                        CeremonyController::new,
                        Guards::needsBench,
                        desk -> desk.job()
                                .ceremony()
                                .changesProperty()
                                .map(changed -> desk.job().ceremony().complete())));
    }

    private static ObservableValue<Boolean> complete(Desk desk, Role role) {
        PreparationBoard board = desk.job().preparation(role).board();
        return board.changesProperty().map(changed -> board.complete());
    }
}
