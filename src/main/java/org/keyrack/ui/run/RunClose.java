package org.keyrack.ui.run;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.keyrack.app.LoadRun;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;

/** Closing the window while a batch is in work: asks, finishes the keys that are on their way, then closes. */
public final class RunClose {
    private RunClose() {}

    /** Guards a window. */
    public static void guard(Desk desk, Stage stage) {
        stage.setOnCloseRequest(request -> {
            if (desk.job().board().running()) {
                request.consume();
                Questions.ask(desk, "run.close.", () -> stopAndClose(desk, stage));
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
