package org.keyrack.ui;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.input.KeyCode;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.ceremony.CeremonyPeople;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.keyrack.ui.settings.UiSettings;

/** Pictures of a ceremony, none with anything that was typed: keys and letters are published ones of the tests. */
final class CeremonyShots {
    private CeremonyShots() {}

    static void take(Path folder, Path target, String suffix, Consumer<UiSettings> choose) throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "", choose)) {
            Shots shots = new Shots(blank.window(), target, suffix);
            CeremonyPeople people = new CeremonyPeople(blank);
            shots.step(StepName.CEREMONY);
            people.prepare();
            shots.settle();
            shots.pictures("ceremony-filled");
            people.press();
            people.phase(Phase.CALLED);
            // A full screen is as large as the screen is: the pictures are of the size that was asked for.
            OpenWindow.fx(() -> {
                blank.window().stage().setFullScreen(false);
                return true;
            });
            shots.pictures("ceremony-called");
            people.sit("Anna Berg");
            shots.pictures("ceremony-pin");
            people.pin(PinReference.OPERATOR, "194735");
            people.sit("Anna Berg");
            people.pin(PinReference.ADMINISTRATOR, "82736451");
            people.sit("Bo Carl");
            people.pin(PinReference.CUSTODIAN, "64738291");
            people.sit("Anna Berg");
            shots.pictures("ceremony-letter");
            people.typeLetter(CeremonyPeople.letter(PreparedFiles.COMPONENTS.get(0)));
            blank.window().press(KeyCode.ENTER);
            people.component("Bo Carl", PreparedFiles.COMPONENTS.get(1));
            people.block();
            people.phase(Phase.ENDED);
            shots.settle();
            shots.pictures("ceremony-ended");
        }
    }
}
