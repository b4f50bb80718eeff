package org.keyrack.cli;

import java.util.List;
import java.util.function.Consumer;
import org.keyrack.journal.RunEvent;

/** Folds a run's events into what a person reads. Called from many threads. */
interface LoadProgress extends Consumer<RunEvent> {
    /** No more events will come. */
    void close();

    /** What failed, by cause, for the end; empty where each line has said it. */
    default List<String> triage() {
        return List.of();
    }
}
