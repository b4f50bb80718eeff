package org.keyrack.ui.care;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.unit.AsUnit;

/** The window in the step AS over a simulated rack, and what is done there to its AS. */
final class CareWindow implements AutoCloseable {
    static final String OPERATOR = "123456";
    static final String ADMINISTRATOR = "87654321";
    static final String CUSTODIAN = "13571357";

    private final OpenWindow window;
    private final Optional<RackWindow> rack;
    private final Runnable closing;
    private final List<DurableEvent> written;

    private CareWindow(OpenWindow window, Optional<RackWindow> rack, Runnable closing, List<DurableEvent> written) {
        this.window = window;
        this.rack = rack;
        this.closing = closing;
        this.written = written;
        OpenWindow.until(() -> window.desk().navigator().go(StepName.ASCARD));
    }

    /** Over cards that were blank once. */
    static CareWindow of(BlankWindow blank) {
        return new CareWindow(blank.window(), Optional.empty(), blank::close, List.of());
    }

    /** Over one AS and a module. */
    static CareWindow open(Path folder, String faults) throws Exception {
        return over(folder, RackWindow.rack(1, "none", faults));
    }

    /** Over a rack file; what its ledger writes is listened to. */
    static CareWindow over(Path folder, String yaml) throws Exception {
        List<DurableEvent> written = new CopyOnWriteArrayList<>();
        RackWindow rack = RackWindow.over(
                folder,
                yaml,
                ledger -> ledger.behind(journal -> new Journal() {
                    @Override
                    public long nextBatch() throws JournalUnavailable {
                        return journal.nextBatch();
                    }

                    @Override
                    public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
                        journal.commit(events);
                        written.addAll(events);
                    }
                }));
        return new CareWindow(rack.window(), Optional.of(rack), rack::close, written);
    }

    OpenWindow window() {
        return window;
    }

    /** The simulated rack that it is over. */
    RackWindow rack() {
        return rack.orElseThrow();
    }

    AsUnit as() {
        return as(0);
    }

    AsUnit as(int index) {
        OpenWindow.until(this::idle);
        return OpenWindow.fx(() -> window.desk().bench().view().asUnits().get(index));
    }

    AsIdentity identity() {
        return as().identity();
    }

    /** Whether no card is in work and each was read again. */
    private boolean idle() {
        return !window.desk().job().preparingProperty().get()
                && window.desk().background().runningProperty().get() == 0
                && !window.desk().bench().view().reading()
                && !window.desk().bench().view().asUnits().isEmpty();
    }

    private MenuItem item(CareItem item) {
        return window().find("as-care", MenuButton.class).getItems().stream()
                .filter(each -> ("care-" + item.name()).equals(each.getId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The menu has no " + item));
    }

    List<String> items() {
        return OpenWindow.fx(() -> window().find("as-care", MenuButton.class).getItems().stream()
                .flatMap(each -> Optional.ofNullable(each.getId()).stream())
                .map(id -> id.substring("care-".length()))
                .toList());
    }

    /** Opens the dialog of an item. */
    CareWindow choose(CareItem item) {
        OpenWindow.until(this::idle);
        OpenWindow.fx(() -> {
            item(item).fire();
            return true;
        });
        OpenWindow.until(this::asked);
        return this;
    }

    /** Whether a dialog is open. */
    private boolean asked() {
        return Window.getWindows().size() > 1;
    }

    /** Types into a field of the dialog. */
    CareWindow type(String id, String text) {
        OpenWindow.fx(() -> {
            window().find(id, Node.class).requestFocus();
            return true;
        });
        return typed(text);
    }

    /** Types where the focus is. */
    CareWindow typed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            focused(OpenWindow.typed(character));
        }
        return this;
    }

    /** Presses a key where the focus is: the robot knows the window that was opened first alone. */
    CareWindow key(KeyCode key) {
        focused(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
        focused(new KeyEvent(KeyEvent.KEY_RELEASED, "", "", key, false, false, false, false));
        return this;
    }

    private static void focused(KeyEvent event) {
        OpenWindow.fx(() -> {
            Scene scene =
                    Window.getWindows().get(Window.getWindows().size() - 1).getScene();
            Event.fireEvent(
                    Optional.<EventTarget>ofNullable(scene.getFocusOwner()).orElse(scene), event);
            return true;
        });
    }

    CareWindow pin(PinReference reference, String pin) {
        return type("care-" + reference, pin);
    }

    CareWindow both() {
        return pin(PinReference.ADMINISTRATOR, ADMINISTRATOR).pin(PinReference.CUSTODIAN, CUSTODIAN);
    }

    CareWindow fresh(String pin, String again) {
        return type("care-new", pin).type("care-new-again", again);
    }

    CareWindow press() {
        OpenWindow.until(() -> !window().find("care-yes", Button.class).isDisabled());
        OpenWindow.fx(() -> {
            window().find("care-yes", Button.class).fire();
            return true;
        });
        return this;
    }

    /** Waits until the dialog is closed, and gives back what the notice says. */
    String done() {
        OpenWindow.until(() -> !asked() && idle());
        return OpenWindow.fx(() -> {
            var shown = window.desk().notices().shown();
            return shown.get(shown.size() - 1).text();
        });
    }

    /** Waits until the dialog says why it did not do what was asked; the sentence has these words. */
    String refused(String words) {
        OpenWindow.until(() -> window().find("care-problem", Label.class).isVisible()
                && window().find("care-problem", Label.class).getText().contains(words)
                && idle());
        return OpenWindow.fx(() -> window().find("care-problem", Label.class).getText());
    }

    /** Why the button of the dialog is grey. */
    String reason() {
        return OpenWindow.fx(() -> window().find("care-reason", Label.class).getText());
    }

    void leave() {
        OpenWindow.fx(() -> {
            window().find("care-no", Button.class).fire();
            return true;
        });
        OpenWindow.until(() -> !asked());
    }

    /** The acts that are in the ledger since the window was opened. */
    List<String> acts() {
        return written.stream()
                .filter(AsActed.class::isInstance)
                .map(AsActed.class::cast)
                .map(acted -> acted.act() + " " + acted.object() + " " + acted.acts())
                .toList();
    }

    /** What is in the ledger since the window was opened. */
    List<DurableEvent> written() {
        return written;
    }

    @Override
    public void close() {
        closing.run();
    }
}
