package org.keyrack.ui.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.keyrack.app.OpenLedger;
import org.keyrack.language.Language;
import org.keyrack.ledger.EventStreamLines;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.Person.Role;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.rackstate.WorkSession.State;
import org.keyrack.ui.scope.RunStart;
import org.keyrack.ui.settings.UiSettings;

/** A window over cards that it takes for real ones, and a ledger that knows its people: Ada and Cy supervise, Bo and Dee operate. */
public final class PeopleBench implements AutoCloseable {
    public static final Person ADA = new Person("4711", "Ada Lovelace", Role.SUPERVISOR);
    public static final Person BO = new Person("4712", "Bo Diddley", Role.OPERATOR);
    public static final Person CY = new Person("4713", "Cy Twombly", Role.SUPERVISOR);
    public static final Person DEE = new Person("4714", "Dee Brown", Role.OPERATOR);

    private static final Optional<String> USUAL = Optional.empty();

    public final VirtualRack cards;
    public final OpenWindow window;

    private PeopleBench(VirtualRack cards, OpenWindow window) {
        this.cards = cards;
        this.window = window;
    }

    /** A PIN of the tests: nobody's is the same. */
    public static String pin(Person person) {
        return "19473" + person.id().charAt(3);
    }

    /** Makes the ledger of a folder with these people. */
    public static void people(Path folder, Person... known) throws Exception {
        UiContext context = context(folder, VirtualRack.of(1));
        try (OpenLedger ledger = context.ledgers().open(USUAL, false)) {
            for (Person each : known) {
                ledger.people()
                        .add(
                                each,
                                pin(each).toCharArray(),
                                each.equals(known[0]) ? Optional.empty() : Optional.of(known[0]));
            }
        }
    }

    private static UiContext context(Path folder, VirtualRack rack) throws IOException {
        return rack.context(folder);
    }

    /** Copies a ledger that was made before: a PIN's check takes its time. */
    public static void copy(Path made, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(made.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Opens the window over some modules, and waits until they are read. */
    public static PeopleBench open(Path folder, VirtualRack cards) throws Exception {
        return open(folder, cards, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)));
    }

    /** @param choose changes the settings before the window opens */
    public static PeopleBench open(Path folder, VirtualRack cards, Consumer<UiSettings> choose) throws Exception {
        OpenWindow window = OpenWindow.open(context(folder, cards), settings -> {
            settings.firstRunDoneProperty().set(true);
            settings.reducedMotionProperty().set(true);
            choose.accept(settings);
        });
        PeopleBench bench = new PeopleBench(cards, window);
        window.when(() -> bench.desk().bench().open().isPresent()
                && !bench.desk().bench().view().eiUnits().isEmpty()
                && !bench.desk().bench().view().reading());
        return bench;
    }

    public Desk desk() {
        return window.desk();
    }

    public OpenLedger ledger() {
        return OpenWindow.fx(() -> desk().bench().open().orElseThrow().ledger());
    }

    /** Whether a dialog asks for somebody. */
    public boolean asks() {
        return OpenWindow.fx(() -> Window.getWindows().stream()
                .anyMatch(each -> each instanceof Stage dialog
                        && dialog.getOwner() == window.stage()
                        && dialog.isShowing()
                        && dialog.getScene().lookup("#person-pin") != null));
    }

    public void awaitDialog() {
        OpenWindow.until(this::asks);
        OpenWindow.until(() -> focused("person-id") || focused("person-pin"));
    }

    private boolean focused(String id) {
        return window.find(id, Node.class).isFocused();
    }

    public String said() {
        return OpenWindow.fx(() -> window.find("person-said", Label.class).getText());
    }

    public String typedId() {
        return OpenWindow.fx(() -> window.find("person-id", TextField.class).getText());
    }

    /** Types a number and a PIN into the dialog, as a person does. */
    public void enter(String id, String pin) {
        awaitDialog();
        OpenWindow.fx(() -> {
            TextField field = window.find("person-id", TextField.class);
            field.requestFocus();
            field.selectAll();
            return true;
        });
        type("person-id", id);
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> focused("person-pin"));
        enter(pin);
    }

    /** Types a PIN into the dialog. */
    public void enter(String pin) {
        type("person-pin", pin);
        window.press(KeyCode.ENTER);
    }

    /** The robot writes into the window that it takes for the first, and not into a dialog. */
    public void type(String id, String text) {
        OpenWindow.fx(() -> {
            Node field = window.find(id, Node.class);
            field.requestFocus();
            for (int i = 0; i < text.length(); i++) {
                char each = text.charAt(i);
                Event.fireEvent(field, OpenWindow.typed(each));
            }
            return true;
        });
    }

    public void signIn(Person person) {
        enter(person.id(), pin(person));
        OpenWindow.until(() -> desk().session().state() == State.SIGNED_IN
                && desk().session().person().equals(Optional.of(person)));
        OpenWindow.until(() -> !asks());
    }

    /** Enters the PIN of the AS. */
    public void openAs() throws Exception {
        String as = OpenWindow.fx(() -> desk().bench().view().asUnits().get(0).reader());
        OpenWindow.fx(() -> desk().bench().open().orElseThrow()).bench().verifyOperator(as, MeasuredRack.pin());
    }

    /** Loads the demo profile, as Review does. */
    public void load() throws Exception {
        load(false);
    }

    /** @param continuous it goes on until it is told to finish */
    public void load(boolean continuous) throws Exception {
        Profile profile = ProfileFile.demo();
        Plan plan = OpenWindow.fx(() -> desk().bench().open().orElseThrow())
                .batches()
                .plan(profile);
        OpenWindow.fx(() -> {
            desk().job().profileProperty().set(Optional.of(profile));
            new RunStart(desk()).start(plan, continuous, false);
            return true;
        });
    }

    /** A scanner types, to whatever has the focus. */
    public void scan(String code) {
        OpenWindow.fx(() -> {
            for (int i = 0; i < code.length(); i++) {
                char each = code.charAt(i);
                fire(KeyEvent.KEY_TYPED, String.valueOf(each), KeyCode.UNDEFINED);
            }
            fire(KeyEvent.KEY_PRESSED, "\r", KeyCode.ENTER);
            return true;
        });
    }

    private void fire(EventType<KeyEvent> type, String text, KeyCode key) {
        Event.fireEvent(
                window.scene().getFocusOwner(), new KeyEvent(type, text, text, key, false, false, false, false));
    }

    /** Lines of the ledger, of one type. */
    public List<String> lines(String type) throws Exception {
        return EventStreamLines.of(desk().context().data().resolve("bench.db").toString(), type);
    }

    @Override
    public void close() {
        window.close();
        cards.close();
    }
}
