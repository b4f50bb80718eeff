package org.keyrack.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.keyrack.app.KeyRackCap;
import org.keyrack.card.CapFile;
import org.keyrack.language.Language;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.HexField;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.Materials;
import org.keyrack.ui.rackstate.Materials.ChosenCap;
import org.keyrack.ui.rackstate.PreparationJob;
import org.keyrack.ui.rackstate.PreparationJob.ChosenPlan;
import org.keyrack.ui.rackstate.PreparationJob.Part;
import org.keyrack.ui.settings.UiSettings;
import org.keyrack.ui.tiles.Tile;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** The program's window over blank virtual cards. */
public final class BlankWindow implements AutoCloseable {
    /** The PINs that are typed. */
    public static final Map<PinReference, String> PINS = Map.of(
            PinReference.OPERATOR, "194735",
            PinReference.ADMINISTRATOR, "82736451",
            PinReference.CUSTODIAN, "64738291");

    private final OpenWindow window;
    private final PreparedFiles files;

    private BlankWindow(OpenWindow window, PreparedFiles files) {
        this.window = window;
        this.files = files;
    }

    /** Opens the window over a rack of blank cards. */
    public static BlankWindow open(Path folder, int blank, String more) throws Exception {
        return open(folder, blank, more, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)));
    }

    /**
     * Opens the window over a rack of blank cards.
     *
     * @param more further lines of the rack file
     * @param choose changes the settings before the window opens
     */
    public static BlankWindow open(Path folder, int blank, String more, Consumer<UiSettings> choose) throws Exception {
        BlankWindow opened = of(
                OpenWindow.open(folder, settings -> {
                    settings.reducedMotionProperty().set(true);
                    settings.operatorProperty().set("A. Martin");
                    choose.accept(settings);
                }),
                folder);
        opened.insert(blank, more);
        return opened;
    }

    /** A window that is open already, for blank cards that are put into it. */
    static BlankWindow of(OpenWindow window, Path folder) {
        return new BlankWindow(window, new PreparedFiles(folder));
    }

    /** Opens a virtual bench of blank cards and waits until they are read. */
    void insert(int blank, String more) throws Exception {
        Path rack = files.rack(blank, more);
        OpenWindow.fx(() -> {
            desk().bench().openVirtual(Optional.of(rack));
            return true;
        });
        OpenWindow.until(() -> desk().bench().open().isPresent()
                && desk().bench().view().slots().size() >= blank
                && !desk().bench().view().reading());
    }

    /** Chooses the CAP file and the new keys, as somebody would by the buttons. */
    public void chooseMaterials() throws Exception {
        Path file = files.cap();
        CapFile cap = KeyRackCap.read(file);
        Path keys = files.keys();
        OpenWindow.fx(() -> {
            Materials materials = desk().job().materials();
            materials.capProperty().set(Optional.of(new ChosenCap(file, cap)));
            materials.freshProperty().set(Optional.of(keys));
            return true;
        });
    }

    /** Chooses the plan of an AS and the files of its components. */
    public void chooseAsPlan() throws Exception {
        plan(Role.AS, PlanFile.readAs(files.write("as.yaml", PreparedFiles.asPlan())), "as.yaml", "T1");
    }

    /** Chooses the plan of modules and the files of the components of their T. */
    public void chooseModulePlan() throws Exception {
        String plan = PreparedFiles.modulePlan("{ counter: \"00112233\" }");
        plan(Role.EI, PlanFile.readModules(files.write("modules.yaml", plan)), "modules.yaml", "T");
    }

    private void plan(Role role, CardPlan plan, String name, String key) throws Exception {
        Path first = files.component(0);
        Path second = files.component(1);
        OpenWindow.fx(() -> {
            PreparationJob job = desk().job().preparation(role);
            job.take(new ChosenPlan(files.folder().resolve(name), plan));
            job.component(new Part(key, 1), Optional.of(first));
            job.component(new Part(key, 2), Optional.of(second));
            return true;
        });
    }

    /** Chooses modules' plan and types the components of T, the first as its letter shows it, the second without check digits. */
    public void chooseModulePlanAndTypeLetters() throws Exception {
        chooseModulePlan();
        OpenWindow.fx(() -> {
            PreparationJob job = desk().job().preparation(Role.EI);
            job.component(new Part("T", 1), Optional.empty());
            job.component(new Part("T", 2), Optional.empty());
            return true;
        });
        typeComponent("component-T-1", files.letter(0));
        typeComponent("component-T-2", files.digits(1));
    }

    private void typeComponent(String id, String digits) {
        OpenWindow.fx(() -> {
            window.find(id, HexField.class).requestFocus();
            return true;
        });
        window.type(digits);
    }

    /** Types the three PINs of an AS, each twice. */
    public void typePins() {
        for (PinReference reference : PinReference.values()) {
            for (String id : List.of("pin-" + reference, "pin-" + reference + "-again")) {
                OpenWindow.fx(() -> {
                    window.find(id, PinField.class).requestFocus();
                    return true;
                });
                window.type(Objects.requireNonNull(PINS.get(reference)));
            }
        }
    }

    /** Waits until the primary button says this and can be pressed, then presses it by the keyboard. */
    public void primary(String text) {
        Button button = window.find("primary", Button.class);
        OpenWindow.until(() -> button.getText().equals(text) && !button.isDisabled());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    public BlankWindow go(StepName step) {
        OpenWindow.until(() -> desk().navigator().go(step));
        return this;
    }

    public OpenWindow window() {
        return window;
    }

    public PreparedFiles files() {
        return files;
    }

    public Desk desk() {
        return window.desk();
    }

    /** What the tile of a slot shows in the step that is shown; it is waited for. */
    public TileModel tile(Object label) {
        OpenWindow.until(() -> shown(label).isPresent());
        return OpenWindow.fx(() -> shown(label).orElseThrow());
    }

    private Optional<TileModel> shown(Object label) {
        return window.scene().getRoot().lookupAll("#tile-" + label).stream()
                .filter(node -> node instanceof Tile && visible(node))
                .flatMap(node -> Optional.ofNullable(((Tile) node).model()).stream())
                .findFirst();
    }

    private static boolean visible(Node node) {
        Node parent = node.getParent();
        return node.isVisible() && (parent == null || visible(parent));
    }

    /** Waits until each of these slots is in a state. */
    public void await(TileState state, Object... labels) {
        OpenWindow.until(() -> Stream.of(labels)
                .allMatch(label ->
                        shown(label).filter(model -> model.state() == state).isPresent()));
    }

    /** Waits until no card is in work and the bench has read them all again. */
    public void idle() {
        OpenWindow.until(() -> !desk().job().preparingProperty().get()
                && desk().background().runningProperty().get() == 0
                && !desk().bench().view().reading());
    }

    @Override
    public void close() {
        window.close();
        // The ledger is closed in the background; the test's folder is removed after it.
        OpenWindow.until(() -> desk().background().runningProperty().get() == 0);
    }
}
