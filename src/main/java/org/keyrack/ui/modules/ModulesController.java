package org.keyrack.ui.modules;

import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.prepare.PrepareController;
import org.keyrack.ui.prepare.PrepareModel;
import org.keyrack.ui.prepare.TypedSecrets;
import org.keyrack.ui.rackstate.PreparationJob.Part;

/** Controller of {@code modules.fxml}. */
public final class ModulesController extends PrepareController {
    public ModulesController(Desk desk, PrepareModel model) {
        super(desk, model);
    }

    @FXML
    @Initializer
    void initialize() {
        begin();
    }

    @Override
    protected Optional<TypedSecrets> take(Map<Part, char[]> parts) {
        return Optional.of(new TypedSecrets(Map.of(), parts));
    }
}
