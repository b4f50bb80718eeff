package org.keyrack.cli;

import java.util.function.Consumer;
import org.keyrack.app.Batches;
import org.keyrack.app.InputException;
import org.keyrack.app.LoadRun;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.plan.Plan;
import org.keyrack.run.RunSummary;

/** A plan at work on the command line: progress, the PIN again when the AS was away, Ctrl+C. */
final class DownloadRun {
    private DownloadRun() {}

    /** Runs a plan to its end; the listener hears what the progress shows. */
    static RunSummary run(
            CliContext context,
            Batches batches,
            Plan plan,
            PinEntry pins,
            Batches.Options options,
            LoadProgress progress,
            Consumer<RunEvent> listener)
            throws CliException, InputException, InterruptedException {
        LoadRun load;
        try {
            load = batches.start(plan, options, event -> {
                progress.accept(event);
                listener.accept(event);
            });
        } catch (JournalUnavailable e) {
            throw CliException.bench(Wording.of("cli").say("ledger.unwritten", SentenceException.said(e)));
        }
        Thread stop = new Thread(() -> stopAndWait(load), "stopping");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            pins.serve(load);
            RunSummary summary = load.end().join();
            progress.close();
            if (summary.reason() == EndReason.LEDGER_LOST) {
                throw CliException.bench(context.texts().format("ledger.lost"));
            }
            return summary;
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException shuttingDown) {
                // Ctrl+C came: the hook is waiting for the keys that are on their way.
                stop.setName("stopping, asked by the user");
            }
        }
    }

    private static void stopAndWait(LoadRun load) {
        load.stop();
        load.end().join();
    }
}
