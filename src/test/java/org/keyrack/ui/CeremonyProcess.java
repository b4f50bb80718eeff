package org.keyrack.ui;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.keyrack.app.KeyRackCap;
import org.keyrack.card.CapFile;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.prepare.ceremony.ScriptFile;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.MaskedField;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.keyrack.ui.rackstate.CeremonyJob.ChosenScript;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.keyrack.ui.rackstate.Materials;
import org.keyrack.ui.rackstate.Materials.ChosenCap;

/**
 * The program's window at a ceremony in a process of its own, over the readers of pcscd. It types what comes in on its standard
 * input, one byte after another, so that no line of it is kept here, and loads no class of a test that has a component in it. A
 * line's end is Enter. Each time that it waits for somebody it says so. Arguments: its home, the folder of the script.
 */
public final class CeremonyProcess {
    /** Chooses the next form of a letter. */
    private static final int NEXT_FORM = '>';

    private final OpenWindow window;

    private CeremonyProcess(OpenWindow window) {
        this.window = window;
    }

    public static void main(String[] arguments) throws Exception {
        OpenWindow window =
                OpenWindow.open(WorkstationContext.in(Path.of(arguments[0]), PcscReaders::new), settings -> {
                    settings.reducedMotionProperty().set(true);
                    settings.languageProperty().set(Optional.of(Language.ENGLISH));
                    settings.operatorProperty().set("A. Martin");
                });
        CeremonyProcess ceremony = new CeremonyProcess(window);
        ceremony.begin(Path.of(arguments[1]));
        ceremony.serve();
        window.close();
        System.exit(0);
    }

    private void begin(Path folder) throws Exception {
        OpenWindow.fx(() -> {
            window.desk().bench().openReaders();
            return true;
        });
        OpenWindow.until(() -> !window.desk().bench().view().slots().isEmpty()
                && !window.desk().bench().view().reading());
        Path file = folder.resolve("keyrack.cap");
        CapFile cap = KeyRackCap.read(file);
        Path script = folder.resolve("script.yaml");
        ChosenScript chosen = new ChosenScript(script, ScriptFile.read(script));
        OpenWindow.until(() -> window.desk().navigator().go(StepName.CEREMONY));
        OpenWindow.fx(() -> {
            Materials materials = window.desk().job().materials();
            materials.capProperty().set(Optional.of(new ChosenCap(file, cap)));
            materials.freshProperty().set(Optional.of(folder.resolve("keys")));
            job().scriptProperty().set(Optional.of(chosen));
            window.find("ceremony-no-second", CheckBox.class).fire();
            return true;
        });
        OpenWindow.until(() -> !window.find("primary", Button.class).isDisabled());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    private CeremonyJob job() {
        return window.desk().job().ceremony();
    }

    private void serve() throws IOException {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            say();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    Phase before = OpenWindow.fx(() -> job().phase());
                    window.press(KeyCode.ENTER);
                    if (before != Phase.ENTERING || OpenWindow.fx(() -> job().phase() != Phase.ENTERING)) {
                        say();
                    }
                } else if (next == NEXT_FORM) {
                    OpenWindow.fx(() -> {
                        ComboBox<?> form = window.find("letter-form", ComboBox.class);
                        form.getSelectionModel().selectNext();
                        return true;
                    });
                } else {
                    type((char) next);
                }
            }
        }
    }

    private void type(char digit) {
        OpenWindow.until(() -> window.scene().getFocusOwner() instanceof MaskedField);
        OpenWindow.fx(() -> {
            Event.fireEvent(window.scene().getFocusOwner(), OpenWindow.typed(digit));
            return true;
        });
    }

    private void say() {
        OpenWindow.until(() -> switch (job().phase()) {
            case CALLED, ENTERING, LOST, ENDED -> true;
            case NONE, LOOKING, WORKING -> false;
        });
        OpenWindow.fx(() -> {
            boolean clipboard = Clipboard.getSystemClipboard().hasString();
            System.out.println(job().phase() + " " + job().done() + (clipboard ? " CLIPBOARD" : ""));
            return true;
        });
    }
}
