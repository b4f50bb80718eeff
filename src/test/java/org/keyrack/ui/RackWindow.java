package org.keyrack.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SlotView;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.printer.Printers;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.kit.DesktopBus;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.scope.RunStart;
import org.keyrack.ui.settings.UiSettings;

/** The program's window over a simulated rack, with the AS's PIN entered. */
public final class RackWindow implements AutoCloseable {
    private final OpenWindow window;

    private RackWindow(OpenWindow window) {
        this.window = window;
    }

    /** A rack file: some units of two locations, the cards' times, what goes wrong. */
    public static String rack(int units, String timing, String faults) {
        return RackYaml.HEAD + "units: { count: " + units + ", firstSerial: \"0011223344556677\", locations: ["
                + " { ref: 5, appId: \"0101\", types: [AES-128] },"
                + " { ref: 6, appId: \"0102\", types: [AES-128] } ] }\n"
                + "timing: " + timing + "\nfaults: " + faults + "\n";
    }

    /** A rack file with units of the test's own. */
    public static String rack(String units, String faults) {
        return RackYaml.HEAD + "units: " + units + "\ntiming: none\nfaults: " + faults + "\n";
    }

    public static RackWindow open(Path folder, String rack) throws Exception {
        return open(folder, rack, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)));
    }

    /** Opens the window over a rack and enters the PIN. */
    public static RackWindow open(Path folder, String rack, Consumer<UiSettings> choose) throws Exception {
        return open(
                WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED)), folder, rack, choose);
    }

    /** Opens the window over a rack, with something between it and its ledger, and enters the PIN. */
    public static RackWindow over(Path folder, String rack, UnaryOperator<OpenLedger> ledger) throws Exception {
        return open(
                WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED), ledger),
                folder,
                rack,
                settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)));
    }

    /** Opens the window over a rack with printers, and enters the PIN. */
    public static RackWindow printing(Path folder, String rack, Printers printers, Consumer<UiSettings> choose)
            throws Exception {
        return around(folder, rack, printers, new DesktopBus(Map.of()), choose);
    }

    /** Opens the window over a rack on a desktop, and enters the PIN. */
    public static RackWindow onDesktop(Path folder, String rack, DesktopBus desktop, Consumer<UiSettings> choose)
            throws Exception {
        return around(folder, rack, Printers.of(Map.of()), desktop, choose);
    }

    private static RackWindow around(
            Path folder, String rack, Printers printers, DesktopBus desktop, Consumer<UiSettings> choose)
            throws Exception {
        UiContext context = WorkstationContext.in(
                folder, () -> ScriptedReaders.service(Service.STOPPED), UnaryOperator.identity(), printers, desktop);
        return open(context, folder, rack, settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            choose.accept(settings);
        });
    }

    private static RackWindow open(UiContext context, Path folder, String rack, Consumer<UiSettings> choose)
            throws Exception {
        RackWindow opened = new RackWindow(OpenWindow.open(context, settings -> {
            settings.reducedMotionProperty().set(true);
            choose.accept(settings);
        }));
        opened.insert(folder, rack);
        return opened;
    }

    /** A window that is open already, for racks that are put into it. */
    static RackWindow of(OpenWindow window) {
        return new RackWindow(window);
    }

    /**
     * Opens a virtual bench, waits until its cards are read, and enters the PIN.
     *
     * @param folder for the rack file
     */
    void insert(Path folder, String rack) throws CardFailure, IOException {
        Path file = Files.write(folder.resolve("rack.yaml"), rack.getBytes(StandardCharsets.UTF_8));
        Desk desk = desk();
        OpenWindow.fx(() -> {
            desk.bench().openVirtual(Optional.of(file));
            return true;
        });
        OpenWindow.until(() -> desk.bench().open().isPresent()
                && !desk.bench().view().slots().isEmpty()
                && !desk.bench().view().reading());
        bench().bench().verifyOperator(asReader(), bench().cards().orElseThrow().operatorPin());
        OpenWindow.until(() -> desk.bench().view().slots().stream().anyMatch(SlotView::pinVerified));
    }

    public OpenWindow window() {
        return window;
    }

    public Desk desk() {
        return window.desk();
    }

    public RunBoard board() {
        return desk().job().board();
    }

    public LiveBench.Open bench() {
        return OpenWindow.fx(() -> desk().bench().open().orElseThrow());
    }

    public String asReader() {
        return OpenWindow.fx(() -> desk().bench().view().asUnits().get(0).reader());
    }

    /** Starts a batch from a profile, as Review does. */
    public void start(String profile, boolean continuous) throws Exception {
        Profile read = ProfileFile.parse(profile.getBytes(StandardCharsets.UTF_8), "test");
        Plan plan = bench().batches().plan(read);
        OpenWindow.fx(() -> {
            desk().job().profileProperty().set(Optional.of(read));
            new RunStart(desk()).start(plan, continuous, false);
            return true;
        });
    }

    /** Drops a file on a part of the window, as a file manager does. */
    public void drop(Path file, String id) {
        Label source = window.find("title", Label.class);
        OpenWindow.fx(() -> {
            source.setOnDragDetected(drag -> {
                Dragboard board = source.startDragAndDrop(TransferMode.ANY);
                ClipboardContent content = new ClipboardContent();
                content.putFiles(List.of(file.toFile()));
                board.setContent(content);
                drag.consume();
            });
            return true;
        });
        window.robot().drag(source).dropTo(window.find(id, Node.class));
    }

    /** Waits until the batch is over. */
    public void awaitEnd() {
        OpenWindow.until(() -> board().end().isPresent());
    }

    /** How many modules are in a class. */
    public int count(ModuleClass module) {
        return OpenWindow.fx(() -> board().modules().of(module));
    }

    @Override
    public void close() {
        window.close();
        // The ledger is closed in the background; the test's folder is removed after it.
        OpenWindow.until(() -> desk().background().runningProperty().get() == 0);
    }
}
