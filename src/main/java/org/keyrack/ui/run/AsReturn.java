package org.keyrack.ui.run;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OperatorPin;
import org.keyrack.app.SlotView;
import org.keyrack.language.TypedPin;
import org.keyrack.ledger.Person;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.rackstate.RunState;

/** The AS went away in the middle of a run: what is asked of the operator until it is back and its PIN is verified. */
final class AsReturn {
    private static final View NOTHING = new View(RunState.NONE, "", false, AsKind.CARD, "", 0);

    private final Desk desk;
    private final Releasing releasing;
    private final ReadOnlyObjectWrapper<View> view = new ReadOnlyObjectWrapper<>(this, "view", NOTHING);
    private boolean verifying;
    private String problem = "";

    AsReturn(Desk desk) {
        this.desk = desk;
        this.releasing = new Releasing(desk);
        desk.runWatch().stateProperty().subscribe((before, now) -> {
            if (now != RunState.AS_BACK) {
                problem = "";
            }
        });
        desk.runWatch().stateProperty().subscribe(state -> look());
        desk.bench().viewProperty().subscribe(bench -> look());
        // Why it was lost is told after the run has begun to wait.
        desk.job().board().changesProperty().subscribe(change -> look());
        desk.texts().localeProperty().subscribe(locale -> look());
    }

    /** What is shown now. */
    ReadOnlyObjectProperty<View> viewProperty() {
        return view.getReadOnlyProperty();
    }

    private void look() {
        RunState state = desk.runWatch().state();
        if (!state.waitsForAs()) {
            view.set(NOTHING);
            return;
        }
        Optional<SlotView> slot = desk.runWatch().returned();
        int tries = slot.flatMap(SlotView::as)
                .map(as -> as.identity().operatorTriesLeft())
                .orElse(0);
        boolean asked = TypedPin.beforeAsking(tries, true).isEmpty() && !verifying;
        String card = slot.map(here -> here.reader() + " " + here.insertion()).orElse("");
        AsKind kind = slot.map(AsWords::kind).orElse(AsKind.CARD);
        view.set(new View(state, sentence(slot.isPresent(), kind, tries), asked, kind, card, tries));
    }

    /** What is wrong with the place of an AS says more than that one is away. */
    private String gone() {
        return desk.bench().view().slots().stream()
                .filter(slot -> slot.place().isPresent())
                .flatMap(slot -> AsWords.trouble(slot).stream())
                .findFirst()
                .or(() -> desk.job().board().as().lost())
                .orElseGet(() -> desk.texts().get("run.paused.as"));
    }

    private String sentence(boolean there, AsKind kind, int tries) {
        if (!there) {
            return gone();
        }
        String lost = desk.job().board().as().lost().map(why -> why + "\n").orElse("");
        return problem.isEmpty() ? lost + asked(kind, tries) : problem;
    }

    private String asked(AsKind kind, int tries) {
        if (verifying) {
            return desk.texts().get("run.as.checking");
        }
        if (tries == 0) {
            return desk.texts().get("run.as.blocked." + kind);
        }
        return desk.texts().format("run.as.enter." + kind, tries);
    }

    /**
     * Verifies the PIN in the AS that has come back; before a last try a second person is asked for, where there are people.
     *
     * @param whole whether it can be entered now
     * @param typed takes the PIN from where it was typed
     */
    void enter(BooleanSupplier whole, Supplier<char[]> typed) {
        desk.runWatch()
                .returned()
                .ifPresent(slot ->
                        pin().ifPresent(pin -> releasing.lastTry(pin, slot.reader(), whole, () -> enter(typed.get()))));
    }

    private Optional<OperatorPin> pin() {
        return desk.bench().open().map(open -> open.pin(desk.session().person().map(Person::id)));
    }

    /**
     * Verifies the PIN; the run goes on with the AS.
     *
     * @param pin wiped by this call or what it starts
     */
    private void enter(char[] pin) {
        Optional<LoadRun> load = desk.job().runProperty().get();
        Optional<SlotView> slot = desk.runWatch().returned();
        Optional<OperatorPin> entry = pin();
        if (load.isEmpty() || slot.isEmpty() || entry.isEmpty() || !view.get().asked()) {
            Arrays.fill(pin, '\0');
            return;
        }
        String reader = slot.get().reader();
        AsKind kind = AsWords.kind(slot.get());
        verifying = true;
        problem = "";
        look();
        desk.background()
                .run(
                        () -> {
                            try {
                                entry.get().verify(reader, pin);
                                load.get().addAs(reader);
                                return true;
                            } finally {
                                Arrays.fill(pin, '\0');
                            }
                        },
                        verified -> answered(""),
                        failure -> answered(refused(kind, failure)));
    }

    private String refused(AsKind kind, Exception failure) {
        if (failure instanceof PinFailure wrong) {
            return desk.texts().format("pin.wrong." + AsWords.pin(kind), wrong.triesLeft());
        }
        return kind == AsKind.CARD && failure instanceof CardFailure
                ? desk.texts().get("run.as.noAnswer")
                : desk.causes().sentence(failure);
    }

    private void answered(String sentence) {
        verifying = false;
        problem = sentence;
        if (!sentence.isEmpty()) {
            desk.notices().announce(sentence);
        }
        look();
    }

    /**
     * What the operator sees.
     *
     * @param state whether the AS is gone or back, or {@link RunState#NONE} when nothing is asked
     * @param sentence cause, then action
     * @param asked whether a PIN can be entered
     * @param kind what the AS that has come back is; a card while there is none
     * @param card names the AS that has come back; empty while there is none
     * @param tries left for its PIN; 0 while there is none
     */
    record View(RunState state, String sentence, boolean asked, AsKind kind, String card, int tries) {
        boolean shown() {
            return state.waitsForAs();
        }
    }
}
