package org.keyrack.ui.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.Shelf.Place;

/** What the step Bench knows and does. */
public final class BenchModel {
    private final Desk desk;
    private final SlotBinding binding;
    private final ObservableList<ReaderRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper(this, "usable");

    public BenchModel(Desk desk) {
        this.desk = desk;
        this.binding = new SlotBinding(desk.shelf());
        desk.bench().viewProperty().subscribe(this::seen);
        desk.settings().shelf().addListener((javafx.beans.Observable changed) -> refresh());
        desk.texts().localeProperty().subscribe(locale -> refresh());
    }

    /** Opens this computer's readers, unless a bench is open already. */
    void begin() {
        if (desk.bench().stateProperty().get() == LiveBench.State.CLOSED) {
            desk.bench().openReaders();
        }
    }

    void openReaders() {
        if (desk.mayChangeBench()) {
            desk.bench().openReaders();
        }
    }

    void openVirtual(Optional<Path> rack) {
        if (desk.mayChangeBench()) {
            desk.bench().openVirtual(rack);
        }
    }

    private void seen(BenchView view) {
        binding.seen(view);
        refresh();
    }

    private void refresh() {
        BenchView view = desk.bench().view();
        List<Place> places = desk.shelf().places(view);
        List<ReaderRow> next = places.stream().map(this::row).toList();
        Shown.rows(rows, next);
        usable.set(view.service() == Service.RUNNING && !view.slots().isEmpty());
    }

    private ReaderRow row(Place place) {
        SlotView slot = place.slot();
        return new ReaderRow(
                place.label(),
                AsWords.shortly(slot),
                CardWords.icon(slot),
                CardWords.sentence(desk.texts(), place.label(), slot),
                CardWords.wrong(slot));
    }

    /** The readers in the order of the shelf. */
    public ObservableList<ReaderRow> rows() {
        return rows;
    }

    /** Whether there is a bench to go on with. */
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    public SlotBinding binding() {
        return binding;
    }

    /** The state of the service as a sentence: cause, then action. */
    String serviceSentence() {
        LiveBench bench = desk.bench();
        if (bench.problemProperty().get().isPresent()) {
            return desk.causes().sentence(bench.problemProperty().get().get());
        }
        BenchView view = bench.view();
        if (view.simulated()) {
            return desk.texts().get("bench.simulated");
        }
        if (view.service() == Service.RUNNING && view.slots().isEmpty()) {
            return desk.causes().format("service.noReaders");
        }
        return desk.causes().sentence(view.service());
    }

    /** Readers against the limit as a sentence. */
    String limitSentence() {
        BenchView view = desk.bench().view();
        int readers = readers(view);
        int labelled = desk.settings().shelf().size();
        if (view.limit() > 0 && readers >= view.limit() && labelled > readers) {
            return desk.texts().format("bench.limit.more", labelled, readers);
        }
        if (view.limit() > 0 && readers >= view.limit()) {
            return desk.texts().format("bench.limit.reached", readers, view.limit());
        }
        return view.limit() > 0
                ? desk.texts().format("bench.limit", readers, view.limit())
                : desk.texts().format("bench.readers", readers);
    }

    private static int readers(BenchView view) {
        return (int)
                view.slots().stream().filter(slot -> slot.place().isEmpty()).count();
    }

    /** Whether the limit is what the operator has to think of. */
    boolean limitReached() {
        BenchView view = desk.bench().view();
        return view.limit() > 0 && readers(view) >= view.limit();
    }

    /** The bundle key why there is nothing to go on with; empty when there is. */
    Optional<String> blocked() {
        if (usable.get()) {
            return Optional.empty();
        }
        if (desk.bench().stateProperty().get() == LiveBench.State.OPENING) {
            return Optional.of("bench.opening");
        }
        return Optional.of(
                desk.bench().view().service() == Service.RUNNING ? "bench.blocked.readers" : "bench.blocked.service");
    }

    void startBinding() {
        binding.start(desk.bench().view());
        desk.notices().announce(desk.texts().format("bench.insert", 1));
    }

    void forgetLabels() {
        binding.stop();
        desk.shelf().clear();
    }

    void next() {
        desk.navigator().go(StepName.ASCARD);
    }
}
