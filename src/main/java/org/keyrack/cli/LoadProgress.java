package org.keyrack.cli;

import java.util.function.Consumer;
import org.keyrack.journal.RunEvent;

/** Folds a run's events into what a person reads. Called from many threads. */
interface LoadProgress extends Consumer<RunEvent> {
    /** No more events will come. */
    void close();
}
