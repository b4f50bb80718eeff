package org.keyrack.ui.rackstate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.AsSource.Places;
import org.keyrack.app.Batches;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchSource;
import org.keyrack.app.BenchView;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.LentReaders;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.OperatorPin;
import org.keyrack.app.Printouts;
import org.keyrack.app.ShelfLabels;
import org.keyrack.app.VirtualCards;
import org.keyrack.printer.Printers;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers;
import org.keyrack.ui.kit.Background;
import org.keyrack.ui.kit.UiUpdates;

/** The bench that the window works on, and its ledger. Opened and closed in the background; seen once a frame. */
public final class LiveBench {
    private static final BenchView NOTHING = new BenchView(Service.STARTING, 0, false, List.of());

    private final BenchSource benches;
    private final LedgerSource ledgers;
    private final Printers printers;
    private final ShelfLabels labels;
    private final List<String> kept;
    private final Background background;
    private final UiUpdates updates;
    private final ReadOnlyObjectWrapper<BenchView> view = new ReadOnlyObjectWrapper<>(this, "view", NOTHING);
    private final ReadOnlyObjectWrapper<Optional<Open>> open =
            new ReadOnlyObjectWrapper<>(this, "open", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Address>> added =
            new ReadOnlyObjectWrapper<>(this, "added", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Exception>> problem =
            new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.CLOSED);

    /** @param kept the addresses of the AS that are no cards and belong to this computer's readers, as the settings have them */
    public LiveBench(
            BenchSource benches,
            LedgerSource ledgers,
            Printers printers,
            ShelfLabels labels,
            List<String> kept,
            Background background,
            UiUpdates updates) {
        this.labels = labels;
        this.kept = kept;
        this.benches = benches;
        this.ledgers = ledgers;
        this.printers = printers;
        this.background = background;
        this.updates = updates;
    }

    /** Opens the readers of this computer. */
    public void openReaders() {
        List<Address> places = kept.stream()
                .flatMap(address -> Address.parse(address).stream())
                .distinct()
                .toList();
        open(() -> new Source(benches.elsewhere().with(benches.pcsc(), places), Optional.empty()), false);
    }

    /**
     * Opens a virtual bench.
     *
     * @param rack a rack file; empty opens the demo bench
     */
    public void openVirtual(Optional<Path> rack) {
        openVirtual(() -> benches.virtual(rack));
    }

    /** Opens the virtual bench of the lessons, with cards that nobody has touched. */
    public void openTraining() {
        openVirtual(benches::training);
    }

    private void openVirtual(Making making) {
        open(
                () -> {
                    VirtualCards cards = making.make();
                    return new Source(benches.elsewhere().with(cards.readers(), List.of()), Optional.of(cards));
                },
                true);
    }

    private void open(Opening opening, boolean simulated) {
        if (state.get() == State.OPENING) {
            return;
        }
        Optional<Open> before = open.get();
        open.set(Optional.empty());
        added.set(Optional.empty());
        view.set(NOTHING);
        problem.set(Optional.empty());
        state.set(State.OPENING);
        background.run(
                () -> {
                    before.ifPresent(Open::close);
                    return opened(opening, simulated);
                },
                this::show,
                failure -> {
                    state.set(State.CLOSED);
                    problem.set(Optional.of(failure));
                });
    }

    /**
     * Puts the AS that a file describes in front of the bench that is open; with this computer's readers it is so at later
     * starts too.
     *
     * @param file the one that was written when the AS was made
     * @param failed gets an {@link InputException} when it is no such file
     */
    public void add(Path file, Consumer<Exception> failed) {
        open.get()
                .ifPresent(opened -> background.run(
                        () -> benches.elsewhere().describedBy(file.toAbsolutePath()),
                        place -> add(opened, place),
                        failed));
    }

    private void add(Open opened, Address place) {
        if (opened.cards().isEmpty() && !kept.contains(place.toString())) {
            kept.add(place.toString());
        }
        added.set(Optional.of(place));
        background.run(() -> opened.places().add(place));
    }

    /** Takes an AS that is no card away from the bench; its keys stay where they are. */
    public void remove(Address place) {
        kept.remove(place.toString());
        added.set(Optional.empty());
        open.get().ifPresent(opened -> background.run(() -> opened.places().remove(place)));
    }

    /** The AS that was added last. */
    public ReadOnlyObjectProperty<Optional<Address>> addedProperty() {
        return added.getReadOnlyProperty();
    }

    private Open opened(Opening opening, boolean simulated) throws InputException {
        OpenLedger ledger = ledgers.open(Optional.empty(), simulated);
        try {
            Source source = opening.open();
            Readers readers = source.places().readers();
            Bench bench = new Bench(readers, labels, ledger, ledger);
            return new Open(
                    bench,
                    new Batches(bench, ledger),
                    ledger,
                    source.cards(),
                    source.places(),
                    new LentReaders(bench, readers),
                    new Printouts(bench, ledger, printers),
                    !simulated && ledger.people().signInWanted());
        } catch (InputException | RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private void show(Open opened) {
        open.set(Optional.of(opened));
        state.set(State.OPEN);
        // The bench ends its listeners when it is closed.
        var unused = opened.bench()
                .listen(next -> updates.post(this, () -> {
                    if (open.get().filter(opened::equals).isPresent()) {
                        view.set(next);
                    }
                }));
    }

    /** The bench as it is shown now. */
    public ReadOnlyObjectProperty<BenchView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    public BenchView view() {
        return view.get();
    }

    /** What is open; empty before, between and after. */
    public ReadOnlyObjectProperty<Optional<Open>> openProperty() {
        return open.getReadOnlyProperty();
    }

    public Optional<Open> open() {
        return open.get();
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Why the last opening failed; the desk has its sentence. */
    public ReadOnlyObjectProperty<Optional<Exception>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Closes what is open, waiting for it. Not for the JavaFX thread. */
    public void close(Optional<Open> last) {
        last.ifPresent(Open::close);
    }

    /** Whether a bench is there. */
    public enum State {
        CLOSED,
        OPENING,
        OPEN
    }

    /**
     * A bench in use. Its calls wait for cards or disk, so they are for {@link Background}.
     *
     * @param cards the virtual cards behind it, if they are virtual
     * @param places where it has AS that are no cards
     * @param lent its readers, for work on whole cards
     * @param printouts what its batches print and write by themselves
     * @param signInWanted whether it asked for people when it was opened; {@link WorkSession} knows what has changed since
     */
    public record Open(
            Bench bench,
            Batches batches,
            OpenLedger ledger,
            Optional<VirtualCards> cards,
            Places places,
            LentReaders lent,
            Printouts printouts,
            boolean signInWanted) {
        /** @param person who has signed in, by ID */
        public OperatorPin pin(Optional<String> person) {
            return new OperatorPin(bench, ledger, person);
        }

        public void close() {
            printouts.close();
            bench.close();
            cards.ifPresent(VirtualCards::close);
            ledger.close();
        }
    }

    private record Source(Places places, Optional<VirtualCards> cards) {}

    private interface Making {
        VirtualCards make() throws InputException;
    }

    private interface Opening {
        Source open() throws InputException;
    }
}
