package org.keyrack.ui.care;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.people.Releasing;
import org.keyrack.unit.AsUnit;
import org.kordamp.ikonli.javafx.FontIcon;

/** One act on an AS card: what it is, what is typed for it, and why it was refused. It closes once the act is done. */
final class CareDialog {
    private final Desk desk;
    private final CareItem item;
    private final SlotView slot;
    private final CareForm form;
    private final CareWork work;
    private final Releasing releasing;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final Label problem = new Label();
    private final Label reason = new Label();
    private final Button does;
    private final Button leaves;
    private AsUnit as;
    private List<Revocable> given = List.of();
    private boolean busy;
    private boolean gone;

    /**
     * A dialog.
     *
     * @param slot with the AS that is meant
     * @param lent gets the readers of AS cards before they are taken from the bench
     */
    CareDialog(Desk desk, CareItem item, SlotView slot, Consumer<String> lent) {
        this.desk = desk;
        this.item = item;
        this.slot = slot;
        this.as = slot.as().orElseThrow();
        this.form = item.form(desk, as);
        this.work = new CareWork(desk, lent);
        this.releasing = new Releasing(desk);
        dialog.setTitle(desk.texts().get(item.key() + "title"));
        dialog.setHeaderText(dialog.getTitle());
        Questions.dress(dialog, item.icon());
        ButtonType doIt = new ButtonType(desk.texts().get(item.key() + "yes"), ButtonData.OTHER);
        ButtonType leave = new ButtonType(desk.texts().get("care.cancel"), ButtonData.CANCEL_CLOSE);
        DialogPane pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(doIt, leave);
        pane.getStyleClass().add("page-dialog");
        pane.setContent(content());
        does = (Button) pane.lookupButton(doIt);
        does.setId("care-yes");
        does.getStyleClass().add("primary");
        does.addEventFilter(ActionEvent.ACTION, pressed -> {
            pressed.consume();
            act();
        });
        leaves = (Button) pane.lookupButton(leave);
        leaves.setId("care-no");
    }

    private VBox content() {
        Label text =
                wrapped(desk.texts().format(item.key() + "text", as.identity().label(), slot.reader()), "care-text");
        problem.setGraphic(new FontIcon("mdi2a-alert-octagon"));
        problem.getStyleClass().add("problem");
        wrapped(problem, "care-problem");
        reason.getStyleClass().add("muted");
        wrapped(reason, "care-reason");
        Shown.set(problem, false);
        VBox content = new VBox(text, form, problem, reason);
        content.getStyleClass().addAll("dialog-fields", "care-page");
        content.setPrefWidth(form.width());
        return content;
    }

    private static Label wrapped(String text, String id) {
        Label label = new Label(text);
        wrapped(label, id);
        return label;
    }

    private static void wrapped(Label label, String id) {
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    /** Opens it; returns at once. */
    void show() {
        form.listen(this::refresh, this::act);
        Subscription seen = desk.bench().viewProperty().subscribe(this::seen);
        dialog.setOnShown(shown -> form.firstFocus().requestFocus());
        dialog.setOnHidden(hidden -> {
            seen.unsubscribe();
            form.clear();
        });
        dialog.setOnCloseRequest(asked -> {
            // The card is not left in the middle of an act.
            if (busy) {
                asked.consume();
            }
        });
        refresh();
        dialog.show();
    }

    private void seen(BenchView view) {
        Optional<SlotView> now = view.slot(slot.reader());
        // A card that is put back is another insertion: whose it is, is seen in the step AS.
        gone = now.filter(there -> there.insertion() == slot.insertion() && there.state() != SlotView.State.EMPTY)
                .isEmpty();
        now.filter(there -> !gone).flatMap(SlotView::as).ifPresent(read -> {
            as = read;
            form.ask(read, slot.reader() + " " + slot.insertion());
        });
        refresh();
    }

    private Optional<String> blocked() {
        if (busy) {
            return Optional.of(desk.texts().get("ascard.blocked.busy"));
        }
        if (gone) {
            return Optional.of(desk.texts().get("care.gone"));
        }
        return work.blocked().map(desk.texts()::get).or(form::missing);
    }

    private void refresh() {
        Optional<String> blocked = blocked();
        reason.setText(blocked.orElse(""));
        does.setDisable(blocked.isPresent());
        leaves.setDisable(busy);
    }

    private void act() {
        if (blocked().isEmpty()) {
            releasing.lastTries(form.lastTries(), () -> blocked().isEmpty() && dialog.isShowing(), this::act);
        }
    }

    /** @param released last tries of PINs that a second person has released; what is not used is given up */
    private void act(List<Revocable> released) {
        given = released;
        say("");
        Optional<CareWork.Act> act = form.take();
        if (act.isEmpty()) {
            refused(desk.texts().get("care.differ"));
            return;
        }
        busy = true;
        refresh();
        work.run(act.get(), this::progress, this::done, this::refused, form.readers());
    }

    private void progress(String sentence) {
        reason.setText(sentence);
    }

    private void done(String sentence) {
        busy = false;
        dialog.close();
        desk.notices().remark(sentence);
    }

    private void refused(String sentence) {
        busy = false;
        releasing.revoke(given);
        say(sentence);
        desk.notices().announce(sentence);
        refresh();
        form.firstFocus().requestFocus();
    }

    private void say(String sentence) {
        problem.setText(sentence);
        Shown.set(problem, !sentence.isEmpty());
        form.resized();
    }
}
