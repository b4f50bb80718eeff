package org.keyrack.ui.run;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.keyrack.app.LoadRun;
import org.keyrack.app.SlotView;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.Shown;

/** The AS went away in the middle of a run: asks for the card and its PIN, and the run goes on. */
final class AsReturn {
    private static final int WIDTH = 420;

    private final Desk desk;
    private final RunModel model;
    private final Label sentence = new Label();
    private final PinField pin = new PinField();
    private final CheckBox lastTry = new CheckBox();
    private Optional<Dialog<ButtonType>> dialog = Optional.empty();
    private boolean verifying;
    private String problem = "";

    AsReturn(Desk desk, RunModel model) {
        this.desk = desk;
        this.model = model;
        pin.setId("as-pin");
        lastTry.setId("as-last-try");
        sentence.setId("as-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(48);
    }

    /** Opens, changes or closes the dialog, as the run and the bench are now. */
    void follow() {
        boolean wanted = model.board().running()
                && model.board().pauses().contains(PauseReason.AS_LOST)
                && model.load().filter(LoadRun::waitsForAs).isPresent()
                && !model.board().isStopping();
        if (wanted && dialog.isEmpty()) {
            open();
        } else if (!wanted && dialog.isPresent()) {
            Dialog<ButtonType> shown = dialog.get();
            dialog = Optional.empty();
            pin.clear();
            shown.setResult(ButtonType.CANCEL);
            shown.close();
        }
        dialog.ifPresent(this::refresh);
    }

    /** The AS of the run that waits for its PIN. */
    private Optional<SlotView> waiting() {
        return desk.bench().view().slots().stream()
                .filter(slot -> slot.as()
                        .filter(as ->
                                model.load().filter(load -> load.knows(as)).isPresent())
                        .isPresent())
                .findFirst();
    }

    private void open() {
        Dialog<ButtonType> next = new Dialog<>();
        dialog = Optional.of(next);
        problem = "";
        next.setTitle(desk.texts().get("run.as.title"));
        next.setHeaderText(desk.texts().get("run.as.title"));
        pin.setAccessibleText(desk.texts().get("run.as.pin"));
        lastTry.setText(desk.texts().get("run.as.lastTry"));
        lastTry.setSelected(false);
        Label name = new Label(desk.texts().get("run.as.pin"));
        name.setLabelFor(pin);
        VBox content = new VBox(sentence, name, pin, lastTry);
        content.getStyleClass().add("dialog-fields");
        content.setPrefWidth(WIDTH);
        ButtonType goOn = new ButtonType(desk.texts().get("run.as.goOn"), ButtonData.OK_DONE);
        ButtonType stop = new ButtonType(desk.texts().get("run.as.stop"), ButtonData.OTHER);
        next.getDialogPane().setContent(content);
        next.getDialogPane().getButtonTypes().setAll(goOn, stop);
        Questions.inFront(next);
        Button enter = (Button) next.getDialogPane().lookupButton(goOn);
        enter.setId("as-go-on");
        enter.addEventFilter(javafx.event.ActionEvent.ACTION, pressed -> {
            pressed.consume();
            enter();
        });
        Button stops = (Button) next.getDialogPane().lookupButton(stop);
        stops.setId("as-stop");
        stops.setOnAction(pressed -> model.stop());
        pin.lengthProperty().subscribe(length -> dialog.ifPresent(this::refresh));
        lastTry.selectedProperty().subscribe(ticked -> dialog.ifPresent(this::refresh));
        next.setOnCloseRequest(request -> {
            // Only an AS or a stop ends the waiting.
            if (dialog.isPresent()) {
                request.consume();
            }
        });
        next.show();
        refresh(next);
    }

    private void refresh(Dialog<ButtonType> shown) {
        Optional<SlotView> slot = waiting().filter(each -> !each.pinVerified());
        int tries = slot.flatMap(SlotView::as)
                .map(as -> as.identity().operatorTriesLeft())
                .orElse(0);
        boolean blocked = slot.isPresent() && tries == 0;
        sentence.setText(
                slot.isEmpty()
                        ? desk.texts().get("run.as.insert")
                        : blocked
                                ? desk.texts().get("run.as.blocked")
                                : problem.isEmpty() ? desk.texts().format("run.as.enter", tries) : problem);
        pin.setDisable(slot.isEmpty() || blocked || verifying);
        Shown.set(lastTry, tries == 1);
        shown.getDialogPane()
                .lookupButton(shown.getDialogPane().getButtonTypes().get(0))
                .setDisable(pin.isDisabled()
                        || pin.lengthProperty().get() < PinField.LEAST
                        || (tries == 1 && !lastTry.isSelected()));
    }

    private void enter() {
        Optional<LoadRun> load = model.load();
        Optional<SlotView> slot = waiting();
        if (load.isEmpty() || slot.isEmpty() || verifying) {
            return;
        }
        String reader = slot.get().reader();
        char[] entered = pin.take();
        verifying = true;
        desk.background()
                .run(
                        () -> {
                            try {
                                desk.bench().open().orElseThrow().bench().verifyOperator(reader, entered);
                                load.get().addAs(reader);
                                return true;
                            } finally {
                                Arrays.fill(entered, '\0');
                            }
                        },
                        verified -> {
                            verifying = false;
                            problem = "";
                            follow();
                        },
                        failure -> {
                            verifying = false;
                            problem = failure instanceof PinFailure wrong
                                    ? desk.texts().format("run.as.wrong", wrong.triesLeft())
                                    : desk.texts().get("run.as.insert");
                            follow();
                        });
    }
}
