package org.keyrack.ui;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
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
 * The program's window in a process of its own, over the readers of pcscd. It types what comes in on its standard input, one
 * byte after another, so that no line of it is kept here, and loads no class of a test that has a secret in it. A line's end is
 * Enter at a ceremony: each time that it waits for somebody it says so. What follows a {@code !} is what hands do beside
 * typing, and has one line in answer. Argument: its home.
 */
public final class WindowProcess {
    private static final int COMMAND = '!';
    /** Chooses the next form of a letter. */
    private static final int NEXT_FORM = '>';

    private final OpenWindow window;

    private WindowProcess(OpenWindow window) {
        this.window = window;
    }

    public static void main(String[] arguments) throws Exception {
        OpenWindow window =
                OpenWindow.open(WorkstationContext.in(Path.of(arguments[0]), PcscReaders::new), settings -> {
                    settings.reducedMotionProperty().set(true);
                    settings.languageProperty().set(Optional.of(Language.ENGLISH));
                    settings.operatorProperty().set("A. Martin");
                });
        OpenWindow.fx(() -> {
            window.desk().bench().openReaders();
            return true;
        });
        WindowProcess process = new WindowProcess(window);
        OpenWindow.until(() -> !window.desk().bench().view().slots().isEmpty() && process.idle());
        process.serve();
        window.close();
        System.exit(0);
    }

    private boolean idle() {
        return !window.desk().job().preparingProperty().get()
                && window.desk().background().runningProperty().get() == 0
                && !window.desk().bench().view().reading();
    }

    private CeremonyJob job() {
        return window.desk().job().ceremony();
    }

    private void serve() throws Exception {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                switch (next) {
                    case COMMAND -> System.out.println(answer(line(in).split(" ", -1)));
                    case '\n' -> enter();
                    case NEXT_FORM ->
                        OpenWindow.fx(() -> {
                            window.find("letter-form", ComboBox.class)
                                    .getSelectionModel()
                                    .selectNext();
                            return true;
                        });
                    default -> type((char) next);
                }
            }
        }
    }

    private static String line(FileInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private void enter() {
        Phase before = OpenWindow.fx(() -> job().phase());
        window.press(KeyCode.ENTER);
        if (before != Phase.ENTERING || OpenWindow.fx(() -> job().phase() != Phase.ENTERING)) {
            System.out.println(phase());
        }
    }

    /** The page in front. */
    private static Scene front() {
        return Window.getWindows().stream()
                .filter(each -> each instanceof Stage && each.isShowing())
                .reduce((first, second) -> second)
                .orElseThrow()
                .getScene();
    }

    private static void type(char character) {
        OpenWindow.until(() -> {
            Node focused = front().getFocusOwner();
            return focused instanceof MaskedField || focused instanceof TextInputControl;
        });
        OpenWindow.fx(() -> {
            Event.fireEvent(front().getFocusOwner(), OpenWindow.typed(character));
            return true;
        });
    }

    private String answer(String... words) throws Exception {
        switch (words[0]) {
            case "ceremony" -> {
                begin(Path.of(words[1]), Integer.parseInt(words[2]));
                return phase();
            }
            case "care" -> care(Integer.parseInt(words[1]), words[2]);
            case "pin" -> pin(Integer.parseInt(words[1]));
            case "verified" -> {
                int index = Integer.parseInt(words[1]);
                window.press(KeyCode.ENTER);
                OpenWindow.until(() -> idle()
                        && window.desk().bench().view().slots().stream()
                                .filter(slot -> slot.as().isPresent())
                                .toList()
                                .get(index)
                                .pinVerified());
            }
            case "focus" ->
                OpenWindow.fx(() -> {
                    window.find(words[1], Node.class).requestFocus();
                    return true;
                });
            case "fire" -> {
                OpenWindow.until(() -> !window.find(words[1], Node.class).isDisabled());
                OpenWindow.fx(() -> {
                    window.find(words[1], ButtonBase.class).fire();
                    return true;
                });
            }
            case "text" -> {
                OpenWindow.until(this::idle);
                return OpenWindow.fx(() -> window.find(words[1], Label.class).getText());
            }
            case "done" -> {
                OpenWindow.until(() -> Window.getWindows().size() == 1 && idle());
                return OpenWindow.fx(() -> {
                    var shown = window.desk().notices().shown();
                    return shown.get(shown.size() - 1).text() + clipboard();
                });
            }
            case "audit" -> {
                return audit();
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "OK";
    }

    private void begin(Path script, int reader) throws Exception {
        Path folder = script.resolveSibling("keyrack.cap");
        CapFile cap = KeyRackCap.read(folder);
        ChosenScript chosen = new ChosenScript(script, ScriptFile.read(script));
        OpenWindow.until(() -> idle() && window.desk().navigator().go(StepName.CEREMONY));
        OpenWindow.fx(() -> {
            job().anew();
            Materials materials = window.desk().job().materials();
            materials.capProperty().set(Optional.of(new ChosenCap(folder, cap)));
            materials.freshProperty().set(Optional.of(script.resolveSibling("keys")));
            job().scriptProperty().set(Optional.of(chosen));
            window.find("ceremony-slot", ComboBox.class).getSelectionModel().select(reader);
            CheckBox alone = window.find("ceremony-no-second", CheckBox.class);
            if (alone.isVisible()) {
                alone.fire();
            }
            return true;
        });
        OpenWindow.until(() -> !window.find("primary", Button.class).isDisabled());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    private String phase() {
        OpenWindow.until(() -> switch (job().phase()) {
            case CALLED, ENTERING, LOST, ENDED -> true;
            case NONE, LOOKING, WORKING -> false;
        });
        return OpenWindow.fx(() -> job().phase() + " " + job().done() + clipboard());
    }

    private static String clipboard() {
        return Clipboard.getSystemClipboard().hasString() ? " CLIPBOARD" : "";
    }

    /** Shows an AS of the bench. */
    private void card(int index) {
        OpenWindow.until(() -> idle() && window.desk().navigator().go(StepName.ASCARD));
        OpenWindow.fx(() -> {
            window.find("cards", ComboBox.class).getSelectionModel().select(index);
            return true;
        });
    }

    private void pin(int index) {
        card(index);
        OpenWindow.fx(() -> {
            window.find("pin", Node.class).requestFocus();
            return true;
        });
    }

    private void care(int index, String item) {
        card(index);
        OpenWindow.fx(() -> {
            window.find("as-care", MenuButton.class).getItems().stream()
                    .filter(each -> ("care-" + item).equals(each.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return true;
        });
        OpenWindow.until(() -> Window.getWindows().size() == 2 && idle());
    }

    /** Asks the AS about every receipt, and tells what it found. */
    private String audit() {
        OpenWindow.until(() -> idle() && window.desk().navigator().go(StepName.HISTORY));
        window.click("history-audit");
        OpenWindow.until(() -> !window.find("audit-yes", Button.class).isDisabled());
        OpenWindow.fx(() -> {
            window.find("audit-yes", Button.class).fire();
            return true;
        });
        OpenWindow.until(() -> idle() && !window.find("audit-no", Button.class).isDisabled());
        return OpenWindow.fx(() -> {
            List<Node> sentences = window.find("audit-sentences", VBox.class).getChildren();
            String said = sentences.stream()
                    .map(sentence -> ((Label) sentence).getText())
                    .collect(Collectors.joining(" "));
            window.find("audit-no", Button.class).fire();
            return said;
        });
    }
}
