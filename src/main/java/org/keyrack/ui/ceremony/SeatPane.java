package org.keyrack.ui.ceremony;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.keyrack.prepare.ceremony.Act;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.Act.EnterPin;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.PinPair;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The seat of the person whose turn it is: called by name, alone for the entry, which goes when the window is left. Of an entry
 * nothing stays for the next person.
 */
final class SeatPane extends VBox {
    /** A protection key is most often as long as it can be. */
    private static final LetterForm LONGEST = LetterForm.CHECKED_32;

    private final Desk desk;
    private final CeremonyModel model;
    private final CeremonyJob job;
    private final FontIcon icon = new FontIcon();
    private final Label turn = label("seat-turn");
    private final Label who = label("seat-who");
    private final Label what = label("seat-what");
    private final Label remark = label("problem");
    private final LetterField letter = new LetterField();
    private final ComboBox<LetterForm> form = new ComboBox<>();
    private final Button show = new Button();
    private final HBox letterTools = new HBox(form, show);
    private final VBox pinArea = new VBox();
    private final Button go = new Button();
    private final Button leave = new Button();
    private Optional<PinPair> pins = Optional.empty();
    /** How the last letter was written, of those that could be so. */
    private final Map<List<LetterForm>, LetterForm> written = new HashMap<>();

    private Optional<Act> seated = Optional.empty();

    /** @param leaving asks whether the ceremony is to be left */
    SeatPane(Desk desk, CeremonyModel model, Runnable leaving) {
        this.desk = desk;
        this.model = model;
        this.job = model.job();
        getStyleClass().add("seat");
        remark.setId("seat-remark");
        remark.setGraphic(new FontIcon("mdi2a-alert-octagon"));
        who.setId("seat-who");
        what.setId("seat-what");
        letter.setId("letter");
        letter.setAccessibleText(desk.texts().get("ceremony.letter"));
        letter.setAccessibleHelp(desk.texts().get("ceremony.letter.help"));
        letter.setOnAction(this::enter);
        letter.lengthProperty().subscribe(length -> typed());
        form.setId("letter-form");
        form.setAccessibleText(desk.texts().get("ceremony.form"));
        form.setConverter(new OneWayConverter<>(this::name));
        form.setOnHidden(chosen -> letter.requestFocus());
        show.setId("letter-show");
        show.setText(desk.texts().get("ceremony.show"));
        show.setFocusTraversable(false);
        show.setMinWidth(Region.USE_PREF_SIZE);
        show.armedProperty().subscribe(armed -> {
            if (armed) {
                letter.show();
            } else {
                letter.hide();
            }
        });
        letterTools.getStyleClass().add("actions");
        go.setId("seat-go");
        go.setText(desk.texts().get("ceremony.go.CALLED"));
        go.getStyleClass().add("primary");
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setOnAction(pressed -> primary());
        leave.setId("seat-leave");
        leave.setText(desk.texts().get("ceremony.leave.button"));
        leave.setMinWidth(Region.USE_PREF_SIZE);
        leave.setOnAction(pressed -> leaving.run());
        HBox buttons = new HBox(go, leave);
        buttons.getStyleClass().add("actions");
        icon.getStyleClass().add("seat-icon");
        getChildren().setAll(icon, turn, who, what, letter, letterTools, pinArea, remark, buttons);
        addEventFilter(KeyEvent.KEY_PRESSED, this::refusePaste);
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::focusedProperty)
                .subscribe(focused -> {
                    if (Boolean.FALSE.equals(focused)) {
                        windowLeft();
                    }
                });
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private String name(LetterForm of) {
        return desk.texts().format("ceremony.form." + (of.checked() ? "checked" : "plain"), of.groups());
    }

    /** A letter is typed: what lies in the clipboard has been on a computer. */
    private void refusePaste(KeyEvent event) {
        boolean paste = event.isShortcutDown() && event.getCode() == KeyCode.V
                || event.isShiftDown() && event.getCode() == KeyCode.INSERT
                || event.getCode() == KeyCode.PASTE;
        if (paste && job.phase() == Phase.ENTERING) {
            model.refuse("ceremony.paste");
            event.consume();
        }
    }

    private void windowLeft() {
        boolean typed =
                letter.lengthProperty().get() > 0 || pins.filter(PinPair::begun).isPresent();
        letter.clear();
        pins.ifPresent(PinPair::clear);
        if (typed && job.phase() == Phase.ENTERING) {
            model.refuse("ceremony.lostFocus");
        }
    }

    /** Shows where the ceremony is. */
    void show(int acts) {
        Phase phase = job.phase();
        Optional<Act> act = job.act();
        boolean entering = phase == Phase.ENTERING;
        if (!entering || !act.equals(seated)) {
            clear();
            seated = entering ? act : Optional.empty();
            if (entering) {
                act.ifPresent(this::seat);
            }
        }
        boolean person = phase == Phase.CALLED || entering;
        icon.setIconLiteral(
                person
                        ? ActCell.icon(act.orElseThrow())
                        : phase == Phase.LOST ? "mdi2c-card-off-outline" : "mdi2s-smart-card-outline");
        turn.setText(desk.texts().format("ceremony.turn", Math.min(job.done() + 1, acts), acts));
        who.setText(person ? ActCell.person(act.orElseThrow()) : desk.texts().get("ceremony.who." + phase));
        what.setText(person ? what(act.orElseThrow(), entering) : desk.texts().get("ceremony.what." + phase));
        // A long letter and what is wrong with it want the room.
        Shown.set(icon, !entering);
        Shown.set(letter, entering && act.orElseThrow() instanceof EnterComponent);
        Shown.set(letterTools, letter.isVisible());
        Shown.set(pinArea, entering && act.orElseThrow() instanceof EnterPin);
        Shown.set(go, phase != Phase.WORKING);
        go.setText(desk.texts().get("ceremony.go." + (phase == Phase.WORKING ? Phase.CALLED : phase)));
        typed();
        remark(job.remark());
    }

    private String what(Act act, boolean entering) {
        String key = "ceremony." + (entering ? "enters" : "called");
        String envelope = act instanceof EnterComponent component
                        && !component.packageNumber().isEmpty()
                ? desk.texts().format("ceremony.envelope", component.packageNumber())
                : "";
        return desk.texts().format(key, act.said(), envelope);
    }

    private void remark(String text) {
        // A sentence that begins with the name of what it is about.
        remark.setText(text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1));
        Shown.set(remark, !text.isEmpty());
    }

    /** Somebody sits down. */
    private void seat(Act act) {
        if (act instanceof EnterComponent component) {
            List<LetterForm> forms = LetterForm.of(model.length(component));
            LetterForm next = written.getOrDefault(forms, forms.contains(LONGEST) ? LONGEST : forms.get(0));
            form.setOnAction(null);
            form.getItems().setAll(forms);
            form.setValue(next);
            form.setOnAction(chosen -> write());
            letter.setForm(next);
        } else if (act instanceof EnterPin pin) {
            PinPair pair = new PinPair(
                    desk.texts(), "pin-" + pin.pin(), desk.texts().get("prepareas.pin." + pin.pin()), this::typed);
            pair.setOnAction(this::enter);
            pins = Optional.of(pair);
            pinArea.getChildren().setAll(pair);
        }
    }

    /** The next letter of the same length is written so too. */
    private void write() {
        Optional.ofNullable(form.getValue()).ifPresent(next -> {
            written.put(List.copyOf(form.getItems()), next);
            letter.setForm(next);
        });
    }

    private void typed() {
        if (job.phase() != Phase.ENTERING) {
            go.setDisable(false);
            return;
        }
        boolean pin = seated.filter(EnterPin.class::isInstance).isPresent();
        OptionalInt wrong = letter.wrongGroup();
        go.setDisable(pin ? pins.filter(PinPair::complete).isEmpty() : !letter.isFull() || wrong.isPresent());
        if (!pin && wrong.isPresent()) {
            remark(desk.texts().format("ceremony.group", wrong.getAsInt()));
        } else if (letter.lengthProperty().get() > 0
                || pins.filter(PinPair::begun).isPresent()) {
            remark("");
        }
    }

    /** What the button does, and Ctrl+Enter. */
    void primary() {
        switch (job.phase()) {
            case CALLED -> job.present();
            case ENTERING -> enter();
            case LOST -> job.cardIsBack();
            case NONE, LOOKING, WORKING, ENDED -> {}
        }
    }

    private void enter() {
        if (go.isDisabled() || job.phase() != Phase.ENTERING) {
            return;
        }
        if (pins.isPresent()) {
            Optional<char[]> typed = pins.get().take();
            if (typed.isEmpty()) {
                model.refuse("ceremony.pin.differ");
            } else {
                job.enter(typed.get());
            }
            return;
        }
        job.enter(letter.take());
    }

    /** Forgets what was typed. */
    void clear() {
        letter.clear();
        pins.ifPresent(PinPair::clear);
        pins = Optional.empty();
        pinArea.getChildren().clear();
    }

    /** Where the focus belongs. */
    Node focused() {
        if (job.phase() == Phase.ENTERING) {
            return pins.map(PinPair::first).orElse(letter);
        }
        return job.phase() == Phase.WORKING ? leave : go;
    }
}
