package org.keyrack.ui.review;

import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import org.keyrack.app.Bench;
import org.keyrack.plan.Plan;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.scope.LoadGuards;
import org.keyrack.ui.scope.RunStart;

/** View model of the step Review. */
public final class ReviewModel {
    private static final Duration READING = Duration.ofSeconds(60);

    private final Desk desk;
    private final RunStart runStart;
    private final BooleanProperty continuous = new SimpleBooleanProperty(this, "continuous");
    private final ReadOnlyStringWrapper dryRun = new ReadOnlyStringWrapper(this, "dryRun", "");

    public ReviewModel(Desk desk) {
        this.desk = desk;
        this.runStart = new RunStart(desk);
        desk.job().planProperty().subscribe(plan -> dryRun.set(""));
    }

    /** Why Review is closed: there is nothing to load. */
    public static ObservableValue<String> closed(Desk desk) {
        return desk.job()
                .planProperty()
                .map(plan ->
                        plan.filter(made -> !made.blocked() && made.keys() > 0).isPresent() ? "" : "review.closed");
    }

    Optional<Plan> plan() {
        return desk.job().planProperty().get();
    }

    /** Whether finished modules are replaced while others run. */
    public BooleanProperty continuousProperty() {
        return continuous;
    }

    /** What the dry run has found; empty before. */
    public ReadOnlyStringProperty dryRunProperty() {
        return dryRun.getReadOnlyProperty();
    }

    /** The bundle key why the batch cannot be started; empty when it can. */
    Optional<String> blocked() {
        return LoadGuards.blocked(desk, plan());
    }

    /** Starts the batch. */
    public void load() {
        plan().filter(plan -> blocked().isEmpty()).ifPresent(plan -> runStart.start(plan, continuous.get(), false));
    }

    /** Reads every module again and plans anew, and says whether it is the same plan. Nothing is written. */
    public void dryRun() {
        Optional<Plan> before = plan();
        Optional<LiveBench.Open> open = desk.bench().open();
        if (before.isEmpty() || open.isEmpty() || desk.job().running()) {
            return;
        }
        dryRun.set(desk.texts().get("review.dryRun.reading"));
        desk.background()
                .run(
                        () -> {
                            Bench bench = open.get().bench();
                            before.get().units().forEach(unit -> bench.readAgain(unit.reader()));
                            bench.awaitRead(READING);
                            return desk.job()
                                    .batches(open.get())
                                    .plan(before.get().profile());
                        },
                        after -> {
                            desk.job().planProperty().set(Optional.of(after));
                            dryRun.set(desk.texts()
                                    .format(
                                            after.units().equals(before.get().units())
                                                    ? "review.dryRun.same"
                                                    : "review.dryRun.changed",
                                            after.keys(),
                                            after.unitsWithWork()));
                        },
                        failure -> desk.notices().error(String.valueOf(failure.getMessage())));
    }
}
