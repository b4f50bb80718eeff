package org.keyrack.ui.people;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.Shots;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.UiSettings;

/** Pictures of the people of a ledger: who signs in, the page People, a release, a lock. */
public final class PeopleShots {
    private PeopleShots() {}

    /** Takes them in a window of its own. */
    public static void take(Path folder, Path target, String suffix, Consumer<UiSettings> choose) throws Exception {
        PeopleBench.people(folder, PeopleBench.ADA, PeopleBench.BO, PeopleBench.CY);
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1), choose)) {
            Shots shots = new Shots(bench.window, target, suffix);
            dialog(bench, shots, "people-sign-in");
            bench.signIn(PeopleBench.ADA);
            shots.step(StepName.PEOPLE);
            bench.ledger().orders().require(true, PeopleBench.ADA);
            bench.openAs();
            bench.load();
            dialog(bench, shots, "people-release");
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            dialog(bench, shots, "people-lock");
        }
    }

    private static void dialog(PeopleBench bench, Shots shots, String name) throws IOException {
        bench.awaitDialog();
        shots.settle();
        shots.pictures(name, OpenWindow.fx(() -> scene(bench)));
    }

    private static Scene scene(PeopleBench bench) {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Stage stage && stage.getOwner() == bench.window.stage())
                .findFirst()
                .orElseThrow()
                .getScene();
    }
}
