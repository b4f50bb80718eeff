package org.keyrack.ui.rackstate;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.SlotView;

/** Follows the batch and the bench, and says which state the batch is in. */
public final class RunWatch {
    private final Job job;
    private final LiveBench bench;
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(this, "state", RunState.NONE);

    public RunWatch(Job job, LiveBench bench) {
        this.job = job;
        this.bench = bench;
        job.board().changesProperty().subscribe(change -> look());
        job.runProperty().subscribe(run -> look());
        bench.viewProperty().subscribe(view -> {
            job.board().seen(view);
            look();
        });
    }

    private void look() {
        state.set(RunState.of(job.board(), returned().isPresent()));
    }

    /** The reader of an AS that served this batch; empty while none is in a reader. */
    public Optional<SlotView> returned() {
        return job.runProperty()
                .get()
                .flatMap(load -> bench.view().slots().stream()
                        .filter(slot -> slot.as().filter(load::knows).isPresent())
                        .findFirst());
    }

    /** The state of the batch as it is now. */
    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public RunState state() {
        return state.get();
    }
}
