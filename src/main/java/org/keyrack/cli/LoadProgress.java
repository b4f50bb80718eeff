package org.keyrack.cli;

import java.util.List;
import java.util.function.Consumer;
import org.keyrack.journal.RunEvent;
import org.keyrack.plan.Plan;

/** Folds a run's events into what a person reads. Called from many threads. */
interface LoadProgress extends Consumer<RunEvent> {
    /** A picture that is drawn anew where a terminal shows one, else a line for each module. */
    static LoadProgress drawn(CliContext context, Plan plan) {
        return context.live()
                ? new LiveProgress(context.err(), context.texts(), plan)
                : new PlainProgress(context.err(), context.texts());
    }

    /** No more events will come. */
    void close();

    /** What failed, by cause, for the end; empty where each line has said it. */
    default List<String> triage() {
        return List.of();
    }
}
