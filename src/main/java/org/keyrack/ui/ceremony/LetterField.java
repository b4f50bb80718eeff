package org.keyrack.ui.ceremony;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.keyrack.prepare.LetterDigits;
import org.keyrack.ui.kit.MaskedField;

/**
 * Takes a component as its letter shows it, masked group by group; the check digit of each is looked at once the group is
 * whole. Two groups are shown as long as they are asked for: each digit by itself, so that no text of several is kept.
 */
final class LetterField extends MaskedField {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass RIGHT = PseudoClass.getPseudoClass("right");
    private static final String MASKED = "●";
    private static final String[] DIGITS = "0123456789ABCDEF".split("");

    /** How long two groups are shown at most. */
    private static final Duration SEEN = Duration.seconds(8);

    private final FlowPane paper = new FlowPane();
    private final List<HBox> groups = new ArrayList<>();
    private final PauseTransition hiding = new PauseTransition(SEEN);
    private LetterForm form = LetterForm.CHECKED_16;
    private boolean seen;

    LetterField() {
        super(LetterForm.CHECKED_32.digits());
        getStyleClass().add("letter-field");
        paper.getStyleClass().add("letter-paper");
        paper.setMouseTransparent(true);
        getChildren().setAll(paper);
        lengthProperty().subscribe(length -> hide());
        focusedProperty().subscribe(focused -> hide());
        hiding.setOnFinished(over -> hide());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F2) {
                show();
                event.consume();
            } else {
                // PrintScreen among them.
                hide();
            }
        });
        addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.F2) {
                hide();
            }
        });
        setForm(form);
    }

    /** Takes a letter of this form from now on; what was typed is forgotten. */
    void setForm(LetterForm next) {
        clear();
        form = next;
        groups.clear();
        for (int group = 0; group <= form.groups(); group++) {
            HBox box = new HBox();
            box.getStyleClass().add("letter-group");
            for (int digit = 0; digit < (group == form.groups() ? LetterForm.KCV : form.group()); digit++) {
                Label cell = new Label();
                cell.getStyleClass().add("letter-digit");
                box.getChildren().add(cell);
            }
            if (group == form.groups()) {
                box.getStyleClass().add("letter-kcv");
            }
            groups.add(box);
        }
        HBox kcv = new HBox(new Label("KCV"), groups.get(form.groups()));
        kcv.getStyleClass().add("letter-end");
        paper.getChildren().setAll(groups.subList(0, form.groups()));
        paper.getChildren().add(kcv);
        draw();
    }

    @Override
    protected boolean takes(char typed) {
        return typed < 0x80 && Character.digit(typed, 16) >= 0;
    }

    @Override
    protected int most() {
        return form == null ? 0 : form.digits();
    }

    /** For who cannot see the groups. */
    @Override
    protected String masked(int count) {
        return count + "/" + most();
    }

    /** Whether every digit was typed. */
    boolean isFull() {
        return lengthProperty().get() == form.digits();
    }

    /** The first group whose check digit is wrong, from 1; the KCV has none. */
    OptionalInt wrongGroup() {
        for (int group = 0; form.checked() && group < form.groups(); group++) {
            if (isWhole(group) && !isRight(group)) {
                return OptionalInt.of(group + 1);
            }
        }
        return OptionalInt.empty();
    }

    private boolean isWhole(int group) {
        return lengthProperty().get() >= (group + 1) * form.group();
    }

    private boolean isRight(int group) {
        char[] digits = new char[form.group()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = Character.toUpperCase(at(group * form.group() + i));
        }
        boolean right = LetterDigits.check(digits, 0) == digits[LetterForm.GROUP];
        Arrays.fill(digits, '\0');
        return right;
    }

    /** Shows the group that is typed and the one before. */
    void show() {
        seen = true;
        draw();
        hiding.playFromStart();
    }

    /** Masks them again. */
    void hide() {
        if (groups.isEmpty()) {
            return;
        }
        hiding.stop();
        seen = false;
        draw();
    }

    private void draw() {
        int length = lengthProperty().get();
        int current = Math.min(length / form.group(), form.groups());
        // What was typed last: a group that is just begun is the second of the two.
        int last = Math.min(Math.max(0, length - 1) / form.group(), form.groups());
        for (int group = 0; group < groups.size(); group++) {
            HBox box = groups.get(group);
            boolean checked = form.checked() && group < form.groups() && isWhole(group);
            boolean right = checked && isRight(group);
            box.pseudoClassStateChanged(CURRENT, group == current && length < form.digits());
            box.pseudoClassStateChanged(WRONG, checked && !right);
            box.pseudoClassStateChanged(RIGHT, right);
            boolean shown = seen && (group == last || group == last - 1);
            for (int digit = 0; digit < box.getChildren().size(); digit++) {
                int at = group * form.group() + digit;
                String text = at >= length ? "" : shown ? DIGITS[Character.digit(at(at), 16)] : MASKED;
                ((Label) box.getChildren().get(digit)).setText(text);
            }
        }
    }
}
