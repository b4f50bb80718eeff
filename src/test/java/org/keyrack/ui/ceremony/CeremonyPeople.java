package org.keyrack.ui.ceremony;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.LetterDigits;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;
import org.keyrack.prepare.ceremony.ScriptFile;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.keyrack.ui.rackstate.CeremonyJob.ChosenScript;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;

/** The people of a ceremony at the window: T1 by two components, key 3 in a published key block, the others drawn. */
public final class CeremonyPeople {
    private final BlankWindow blank;
    private final OpenWindow window;

    public CeremonyPeople(BlankWindow blank) {
        this.blank = blank;
        this.window = blank.window();
    }

    /** Writes plan, block and script. */
    public static Path script(PreparedFiles files) throws Exception {
        files.write("as.yaml", PublishedBlock.plan());
        files.write("ta3.tr31", PublishedBlock.BLOCK + "\n");
        String hash = org.keyrack.prepare.PlanFile.readAs(files.folder().resolve("as.yaml"))
                .hash()
                .hex();
        return Files.writeString(files.folder().resolve("script.yaml"), """
                name: "Keys of set 7"
                plan: "as.yaml"
                planHash: "%s"
                people:
                  - { name: "Anna Berg", role: administrator }
                  - { name: "Bo Carl", role: custodian }
                  - { name: "Anna Berg", role: operator }
                  - { name: "Anna Berg", role: holder }
                  - { name: "Bo Carl", role: holder }
                acts:
                  - { pin: operator, person: "Anna Berg" }
                  - { pin: administrator, person: "Anna Berg" }
                  - { pin: custodian, person: "Bo Carl" }
                  - { component: 1, of: "T1", person: "Anna Berg", kcv: "%s", package: "A-1001" }
                  - { component: 2, of: "T1", person: "Bo Carl", kcv: "%s", package: "A-1002" }
                  - { draw: "T2" }
                  - { protection: 1, of: "3", person: "Bo Carl", kcv: "%s" }
                  - { protection: 2, of: "3", person: "Anna Berg", kcv: "%s" }
                  - { block: "3", file: "ta3.tr31" }
                  - { draw: "4" }
                  - { draw: "10" }
                  - { draw: "11" }
                """.formatted(
                        hash,
                        PreparedFiles.kcvOf(PreparedFiles.COMPONENTS.get(0)),
                        PreparedFiles.kcvOf(PreparedFiles.COMPONENTS.get(1)),
                        PreparedFiles.kcvOf(PublishedBlock.FIRST),
                        PreparedFiles.kcvOf(PublishedBlock.SECOND)));
    }

    /** A component as its letter writes it, with check digits and its KCV. */
    public static String letter(String hex) throws Exception {
        StringBuilder letter = new StringBuilder();
        String kcv = PreparedFiles.kcvOf(hex);
        try (KeyComponent component = KeyComponent.parse((hex + kcv).toCharArray(), "test")) {
            LetterDigits.groups(component).forEach(letter::append);
        }
        return letter + kcv;
    }

    /** Chooses script, card and materials, and begins. */
    public void begin() throws Exception {
        prepare();
        press();
    }

    /** Presses the primary button by the keyboard as soon as that can be. */
    public void press() {
        OpenWindow.until(() -> !window.find("primary", Button.class).isDisabled());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    /** Chooses script, card and materials. */
    public void prepare() throws Exception {
        Path script = script(blank.files());
        blank.chooseMaterials();
        choose(script);
        OpenWindow.fx(() -> {
            window.find("ceremony-no-second", CheckBox.class).fire();
            return true;
        });
    }

    public void choose(Path script) throws Exception {
        ChosenScript chosen = new ChosenScript(script, ScriptFile.read(script));
        blank.go(StepName.CEREMONY);
        OpenWindow.fx(() -> {
            job().scriptProperty().set(Optional.of(chosen));
            return true;
        });
    }

    /** Where the ceremony is. */
    public CeremonyJob job() {
        return blank.desk().job().ceremony();
    }

    /** Waits for a phase. */
    public void phase(Phase phase) {
        OpenWindow.until(() -> job().phase() == phase);
    }

    String text(String id) {
        return OpenWindow.fx(() -> window.find(id, Label.class).getText());
    }

    /** The person who is called sits down. */
    public void sit(String person) {
        phase(Phase.CALLED);
        OpenWindow.until(() -> window.find("seat-who", Label.class).getText().equals(person)
                && window.find("seat-go", Button.class).isFocused());
        window.press(KeyCode.ENTER);
        phase(Phase.ENTERING);
    }

    /** Types a letter into the field, which has the focus. */
    public void typeLetter(String digits) {
        OpenWindow.until(() -> letter().isFocused());
        window.type(digits);
    }

    LetterField letter() {
        return window.find("letter", LetterField.class);
    }

    /** Types a PIN twice and hands it in. */
    public void pin(PinReference whose, String pin) {
        OpenWindow.until(() -> {
            Node first = window.find("pin-" + whose, PinField.class);
            return first.isFocused();
        });
        window.type(pin);
        window.press(KeyCode.ENTER);
        window.type(pin);
        window.press(KeyCode.ENTER);
    }

    /** Somebody sits down, types his letter and hands it in. */
    public void component(String person, String hex) throws Exception {
        sit(person);
        typeLetter(letter(hex));
        window.press(KeyCode.ENTER);
    }

    /** The three PINs. */
    public void pins() {
        sit("Anna Berg");
        pin(PinReference.OPERATOR, "194735");
        sit("Anna Berg");
        pin(PinReference.ADMINISTRATOR, "82736451");
        sit("Bo Carl");
        pin(PinReference.CUSTODIAN, "64738291");
    }

    /** Everything after the PINs. */
    public void components() throws Exception {
        component("Anna Berg", PreparedFiles.COMPONENTS.get(0));
        component("Bo Carl", PreparedFiles.COMPONENTS.get(1));
        block();
    }

    /** The people of the protection key. */
    public void block() throws Exception {
        component("Bo Carl", PublishedBlock.FIRST);
        component("Anna Berg", PublishedBlock.SECOND);
    }
}
