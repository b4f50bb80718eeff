package org.keyrack.ui.run;

import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.keyrack.app.LoadRun;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;

/** Closing the window while a batch or blank cards are in work: asks, finishes what is on its way, then closes. */
public final class RunClose {
    private RunClose() {}

    /** Guards a window. */
    public static void guard(Desk desk, Stage stage) {
        stage.setOnCloseRequest(request -> {
            if (desk.job().board().running()) {
                request.consume();
                Questions.ask(desk, "run.close.", () -> stopAndClose(desk, stage));
            } else if (cardsInWork(desk)) {
                request.consume();
                Questions.ask(desk, "prepare.close.", () -> finishAndClose(desk, stage));
            }
        });
    }

    /** Cards that were read for a preparation, and not written to, are let go without a question. */
    private static boolean cardsInWork(Desk desk) {
        return desk.job().preparingProperty().get()
                && Stream.of(Role.values())
                        .map(role -> desk.job().preparation(role).board().phase())
                        .noneMatch(phase -> phase == Phase.LOOKING || phase == Phase.SURVEYED);
    }

    private static void finishAndClose(Desk desk, Stage stage) {
        Stream.of(Role.values()).forEach(role -> desk.job().preparation(role).stop());
        desk.job().ceremony().leave();
        desk.job().preparingProperty().subscribe(preparing -> {
            if (!preparing) {
                Platform.runLater(stage::close);
            }
        });
    }

    private static void stopAndClose(Desk desk, Stage stage) {
        desk.job().board().stopping();
        desk.job().runProperty().get().ifPresentOrElse(load -> stopAndClose(desk, load, stage), stage::close);
    }

    private static void stopAndClose(Desk desk, LoadRun load, Stage stage) {
        var unused = load.end().whenComplete((summary, error) -> Platform.runLater(stage::close));
        desk.background().run(load::stop);
    }
}
