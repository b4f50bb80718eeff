package org.keyrack.ui;

import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.UnitProgress;

/** Works a window as people do, and counts what their hands do at it: clicks, digits, and every other key. */
public final class CountedHands {
    private final OpenWindow window;
    private int clicks;
    private int digits;
    private int keys;

    /** What hands did. */
    public record Count(int clicks, int digits, int keys) {}

    public CountedHands(OpenWindow window) {
        this.window = window;
        OpenWindow.fx(() -> {
            window.scene().addEventFilter(MouseEvent.MOUSE_CLICKED, event -> clicks++);
            window.scene().addEventFilter(KeyEvent.ANY, this::key);
            return true;
        });
    }

    private void key(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_TYPED) {
            digits += (int)
                    event.getCharacter().chars().filter(Character::isDigit).count();
        } else if (event.getEventType() == KeyEvent.KEY_PRESSED
                && !event.getCode().isDigitKey()
                && event.getCode() != KeyCode.UNDEFINED) {
            keys++;
        }
    }

    private Desk desk() {
        return window.desk();
    }

    private Count counted() {
        return OpenWindow.fx(() -> {
            Count count = new Count(clicks, digits, keys);
            clicks = 0;
            digits = 0;
            keys = 0;
            return count;
        });
    }

    private void at(StepName step) {
        OpenWindow.until(() -> desk().navigator().currentProperty().get() == step);
    }

    /** Waits until the one button says something, and can be pressed. */
    private Button primary(String text) {
        Button primary = window.find("primary", Button.class);
        OpenWindow.until(() -> primary.getText().equals(text) && !primary.isDisabled());
        return primary;
    }

    /** From the first screen to a loaded rack of the demo bench. */
    public Count newcomer() {
        window.click("demo");
        at(StepName.ASCARD);
        OpenWindow.until(() -> window.hasFocus("pin") && !desk().bench().view().reading());
        window.type("123456");
        window.click("primary");
        at(StepName.PLAN);
        primary("Review");
        window.click("primary");
        at(StepName.REVIEW);
        primary("Load 60 keys into 15 modules");
        window.click("primary");
        loaded();
        return counted();
    }

    private void loaded() {
        OpenWindow.until(() -> desk().job().board().end().isPresent()
                && desk().job().board().modules().of(ModuleClass.DONE) == 15);
        at(StepName.RESULTS);
    }

    /** From a finished rack, its modules swapped at the shelf, to the next one loading. */
    public Count expert() {
        long before =
                OpenWindow.fx(() -> desk().job().board().batch().orElseThrow().batch());
        VirtualCards cards =
                OpenWindow.fx(() -> desk().bench().open().orElseThrow().cards().orElseThrow());
        OpenWindow.fx(() -> desk().job().board().units().stream()
                        .map(unit -> unit.reader())
                        .toList())
                .forEach(cards::replaceUnit);
        Button primary = primary("Load 60 keys into 15 modules");
        OpenWindow.until(primary::isFocused);
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> desk().job()
                .board()
                .batch()
                .filter(batch -> batch.batch() > before)
                .isPresent());
        Count count = counted();
        loaded();
        return count;
    }

    /**
     * A batch in continuous mode, which was begun; somebody at the shelf swaps each module that is done.
     *
     * @param modules to be done at least
     */
    public Count continuous(int modules) {
        VirtualCards cards =
                OpenWindow.fx(() -> desk().bench().open().orElseThrow().cards().orElseThrow());
        counted();
        for (int done = 0; done < modules; ) {
            int seen = done;
            OpenWindow.until(() -> desk().job().board().modules().of(ModuleClass.DONE) > seen);
            done = OpenWindow.fx(() -> desk().job().board().modules().of(ModuleClass.DONE));
            OpenWindow.fx(() -> desk().bench().view().slots().stream()
                            .flatMap(slot -> slot.ei().stream())
                            .filter(ei -> desk().job()
                                    .board()
                                    .seat(ei.reader())
                                    .filter(unit ->
                                            unit.sn().equals(ei.sn()) && unit.phase() == UnitProgress.Phase.DONE)
                                    .isPresent())
                            .map(ei -> ei.reader())
                            .toList())
                    .forEach(cards::replaceUnit);
        }
        return counted();
    }
}
