package org.keyrack.ui.ascard;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.BenchView;
import org.keyrack.app.OperatorPin;
import org.keyrack.app.SlotView;
import org.keyrack.app.VirtualCards;
import org.keyrack.ledger.Person;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.rackstate.RackFlags;

/** What the step AS knows and does. No PIN stays here: it passes through. */
public final class AsCardModel {
    private final Desk desk;
    private final ObjectProperty<Optional<SlotView>> shown =
            new SimpleObjectProperty<>(this, "shown", Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final CounterLook counters;
    private final Releasing releasing;
    private boolean wasVerified;
    /** Readers whose AS was lent for an act that is no export: it forgets its PIN, and nobody is to be warned of that. */
    private final Set<String> lent = new HashSet<>();
    /** The place that was added last, to be shown once the bench has it; empty when it was. */
    private String wanted = "";

    public AsCardModel(Desk desk) {
        this.desk = desk;
        this.counters = new CounterLook(desk);
        this.releasing = new Releasing(desk);
        shown.subscribe(counters::seen);
        desk.bench().viewProperty().subscribe(this::seen);
        desk.bench().addedProperty().subscribe(place -> {
            wanted = place.map(Address::toString).orElse("");
            seen(desk.bench().view());
        });
    }

    private void seen(BenchView view) {
        Optional<String> reader = shown.get().map(SlotView::reader);
        List<SlotView> cards = cards(view);
        Optional<SlotView> added =
                cards.stream().filter(slot -> slot.reader().equals(wanted)).findFirst();
        if (added.isPresent()) {
            wanted = "";
            choose(added.get());
            return;
        }
        Optional<SlotView> same = cards.stream()
                .filter(slot -> reader.filter(slot.reader()::equals).isPresent())
                .findFirst();
        if (reader.isPresent() && held(view, reader.get())) {
            return;
        }
        // A place is opened anew by itself after a refusal, which stays to be read.
        if (same.isEmpty() || same.get().place().isEmpty() && !sameInsertion(same.get())) {
            problem.set("");
        }
        shown.set(same.or(() ->
                        cards.stream().filter(slot -> slot.as().isPresent()).findFirst())
                .or(() -> cards.stream().findFirst()));
        boolean verified = verified();
        if (shown.get().filter(slot -> lent.remove(slot.reader())).isPresent()) {
            wasVerified = verified;
        }
        // Another bench was opened: that is no card taken out.
        boolean sameBench = desk.bench().open().isPresent();
        // A run says itself that it waits for its AS, and asks for the PIN.
        if (wasVerified && !verified && sameBench && !desk.job().running()) {
            desk.notices().warn("ascard.forgotten." + kind());
            desk.sounds().bad();
        }
        wasVerified = verified;
    }

    /** Whether the card shown is in the hands of somebody whom it was lent to; it is shown as it was, until it is read again. */
    private boolean held(BenchView view, String reader) {
        return lent.contains(reader)
                && view.slot(reader)
                        .filter(this::sameInsertion)
                        .filter(slot -> desk.job().preparingProperty().get()
                                || slot.as().isEmpty()
                                || slot.pinVerified())
                        .isPresent();
    }

    /** The AS in a reader is taken from the bench for an act, and comes back without its PIN. */
    void lent(String reader) {
        lent.add(reader);
    }

    private boolean sameInsertion(SlotView slot) {
        return shown.get()
                .filter(before -> before.insertion() == slot.insertion())
                .isPresent();
    }

    /** The AS of the bench: cards, found by their content, and the places of others, whatever they say. */
    static List<SlotView> cards(BenchView view) {
        return view.slots().stream()
                .filter(slot -> slot.as().isPresent() || slot.place().isPresent())
                .toList();
    }

    /** What the AS shown is; a card while there is none. */
    AsKind kind() {
        return shown.get().map(AsWords::kind).orElse(AsKind.CARD);
    }

    /** The AS shown; empty while there is none. */
    public ObjectProperty<Optional<SlotView>> shownProperty() {
        return shown;
    }

    /** A sentence for each counter of the AS shown that is not as the ledger has it. */
    ReadOnlyObjectProperty<List<String>> countersProperty() {
        return counters.sentencesProperty();
    }

    /** Whether the operator's PIN is verified in the card shown. */
    public boolean verified() {
        return shown.get().filter(SlotView::pinVerified).isPresent();
    }

    /** Names the card shown, and this time that it is in its reader. */
    String card() {
        return shown.get().map(slot -> slot.reader() + " " + slot.insertion()).orElse("");
    }

    /** Tries left for the operator's PIN; 0 without a card. */
    public int triesLeft() {
        return shown.get()
                .flatMap(SlotView::as)
                .map(as -> as.identity().operatorTriesLeft())
                .orElse(0);
    }

    /** Why the last PIN was not accepted; empty while there is nothing to say. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the card is asked now. */
    public BooleanProperty busyProperty() {
        return busy;
    }

    /** The virtual bench knows the PIN of its card. */
    Optional<VirtualCards> virtual() {
        return kind() == AsKind.CARD ? desk.bench().open().flatMap(open -> open.cards()) : Optional.empty();
    }

    /**
     * Puts the AS that a file describes in front of the bench. On this computer's readers it stays there for later starts.
     *
     * @param file the one that was written when the AS was made
     */
    public void add(Path file) {
        if (desk.bench().open().isEmpty()) {
            desk.notices().warn("ascard.add.closed");
        } else {
            desk.bench().add(file, desk::failed);
        }
    }

    /** Whether the AS shown can be taken away here; a card is taken out of its reader. */
    boolean removable() {
        return shown.get().flatMap(SlotView::place).isPresent();
    }

    /** Takes the AS shown away from the bench; its keys stay where they are. */
    public void remove() {
        Optional<Address> place = shown.get().flatMap(SlotView::place);
        if (place.isEmpty() || desk.bench().open().isEmpty()) {
            return;
        }
        if (desk.job().running()) {
            desk.notices().warn("ascard.remove.running");
            return;
        }
        // Nobody pulled it out: there is nothing to warn of.
        wasVerified = false;
        desk.bench().remove(place.get());
    }

    /** Opens the AS of the place shown anew. */
    void readAgain() {
        shown.get()
                .flatMap(slot -> slot.place().map(Address::toString))
                .ifPresent(place -> desk.bench()
                        .open()
                        .ifPresent(
                                open -> desk.background().run(() -> open.bench().readAgain(place))));
    }

    /**
     * Verifies the PIN; before a last try a second person is asked for, where there are people.
     *
     * @param whole whether it can be verified now
     * @param typed takes the PIN from where it was typed
     */
    void verify(BooleanSupplier whole, Supplier<char[]> typed) {
        shown.get()
                .ifPresent(slot -> pin().ifPresent(
                                pin -> releasing.lastTry(pin, slot.reader(), whole, () -> verify(typed.get()))));
    }

    private Optional<OperatorPin> pin() {
        return desk.bench().open().map(open -> open.pin(desk.session().person().map(Person::id)));
    }

    /**
     * Verifies the PIN.
     *
     * @param pin wiped by this call or what it starts
     */
    public void verify(char[] pin) {
        Optional<SlotView> slot = shown.get();
        Optional<OperatorPin> entry = pin();
        if (slot.isEmpty() || entry.isEmpty() || busy.get()) {
            Arrays.fill(pin, '\0');
            return;
        }
        String reader = slot.get().reader();
        busy.set(true);
        problem.set("");
        desk.background()
                .run(
                        () -> {
                            entry.get().verify(reader, pin);
                            return true;
                        },
                        verified -> {
                            busy.set(false);
                            desk.notices().announce(desk.texts().get("ascard.verified." + kind()));
                            goOn();
                        },
                        this::failed);
    }

    private void failed(Exception failure) {
        busy.set(false);
        String sentence;
        if (failure instanceof PinFailure pin) {
            String text = pin.triesLeft() == 0 ? "pin.BLOCKED." : "pin.wrong.";
            sentence = desk.texts().format(text + AsWords.pin(kind()), pin.triesLeft());
        } else if (removable() || !(failure instanceof CardFailure)) {
            // Its own words are cause and action.
            sentence = desk.causes().sentence(failure);
        } else {
            sentence = desk.texts().get("ascard.noanswer");
        }
        problem.set(sentence);
        desk.notices().announce(sentence);
    }

    /** Uses the PIN of the virtual bench's rack file. */
    void verifyVirtual() {
        virtual().ifPresent(cards -> verify(cards.operatorPin()));
    }

    /** Shows another AS card of the bench. */
    void choose(SlotView slot) {
        if (!Objects.equals(shown.get().map(SlotView::reader), Optional.of(slot.reader()))) {
            problem.set("");
            shown.set(Optional.of(slot));
            wasVerified = slot.pinVerified();
        }
    }

    /**
     * The only AS is open and all is as the ledger has it: nothing keeps anybody in this step, and nothing in the next one when
     * no module of the rack is to be looked at.
     */
    private void goOn() {
        BenchView view = desk.bench().view();
        if (desk.navigator().currentProperty().get() != StepName.ASCARD
                || cards(view).size() > 1
                || kind() != AsKind.CARD
                || !counters.sentencesProperty().get().isEmpty()) {
            return;
        }
        boolean clean = new RackFlags(view, desk.shelf().modules(view)).clean();
        desk.navigator().go(clean ? StepName.PLAN : StepName.RACK);
    }

    void next() {
        desk.navigator().go(StepName.RACK);
    }
}
