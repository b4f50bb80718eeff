package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.reader.pcsc.PcscdExtension;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.UnitProgress;
import org.keyrack.ui.scope.RunStart;

/** The smart-card service restarts in the middle of a run in the window: nothing is lost, and the operator is told. */
@Tag("window")
class RestartedServiceTest {
    private static final int MODULES = 3;

    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(MODULES + 1);

    @TempDir
    Path folder;

    @Test
    void aRunGoesOnAfterTheServiceHasComeBackAndThePinIsEnteredAgain() throws Exception {
        String yaml = RackWindow.rack(MODULES, "{ initiate: 20, export: 500, import: 100 }", "[]");
        try (VirtualBench cards =
                VirtualBench.start(RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test", Path.of("")))) {
            cards.connectToVpcd(PCSCD.pcscd().firstPort()).get(60, TimeUnit.SECONDS);
            try (OpenWindow window = OpenWindow.open(WorkstationContext.in(folder, PcscReaders::new), settings -> {
                settings.languageProperty().set(Optional.of(Language.ENGLISH));
                settings.firstRunDoneProperty().set(true);
                settings.reducedMotionProperty().set(true);
            })) {
                restartInARun(window);
            }
        }
    }

    private static void restartInARun(OpenWindow window) throws Exception {
        Desk desk = window.desk();
        OpenWindow.until(() -> desk.bench().view().eiUnits().size() == MODULES
                && !desk.bench().view().asUnits().isEmpty()
                && !desk.bench().view().reading());
        start(desk);
        RunBoard board = desk.job().board();
        OpenWindow.until(() -> board.keysLoaded() >= 1);
        PCSCD.pcscd().restart();
        OpenWindow.until(() -> board.pauses().contains(PauseReason.AS_LOST));
        Label why = window.find("run-attention-sentence", Label.class);
        OpenWindow.until(() -> why.getText().startsWith("The AS is gone. Put it back and enter its PIN"));
        PinField pin = window.find("as-pin", PinField.class);
        OpenWindow.until(() -> !pin.isDisabled() && pin.isFocused());
        window.type("123456");
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> board.end().isPresent());
        // Those whose answer the restart has cut off are read again; what was not in is loaded by the run itself.
        OpenWindow.until(() -> board.modules().of(ModuleClass.UNKNOWN) == 0);
        int loaded = OpenWindow.fx(
                () -> board.units().stream().mapToInt(UnitProgress::loaded).sum());
        assertEquals(MODULES, OpenWindow.fx(() -> board.units().size()));
        assertTrue(OpenWindow.fx(() -> board.units().stream().noneMatch(UnitProgress::working)));
        assertEquals(2 * MODULES, loaded + missing(board), "every key is in, or said to be missing");
    }

    private static int missing(RunBoard board) {
        return OpenWindow.fx(() -> board.units().stream()
                .filter(UnitProgress::troubled)
                .mapToInt(unit -> unit.planned() - unit.loaded())
                .sum());
    }

    private static void start(Desk desk) throws Exception {
        var open = OpenWindow.fx(() -> desk.bench().open().orElseThrow());
        String as = OpenWindow.fx(() -> desk.bench().view().asUnits().get(0).reader());
        open.bench().verifyOperator(as, MeasuredRack.pin());
        Profile profile = ProfileFile.demo();
        Plan plan = open.batches().plan(profile);
        OpenWindow.fx(() -> {
            desk.job().profileProperty().set(Optional.of(profile));
            new RunStart(desk).start(plan, false, false);
            return true;
        });
    }
}
