package org.keyrack.ui.shell;

import javafx.scene.Parent;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepSpec;

/**
 * A step whose FXML is loaded.
 *
 * @param root what is shown
 * @param controller behind it
 */
record LoadedStep(Parent root, StepController controller) {
    static <M> LoadedStep load(Desk desk, StepSpec<M> spec, Object model) {
        // The model came from the same spec.
        @SuppressWarnings("unchecked")
        M own = (M) model;
        StepController controller = spec.controller().apply(desk, own);
        return new LoadedStep(spec.name().fxml().load(desk, controller), controller);
    }
}
