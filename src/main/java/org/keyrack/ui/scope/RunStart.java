package org.keyrack.ui.scope;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.keyrack.app.Batches;
import org.keyrack.app.PrintoutWish;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent;
import org.keyrack.ledger.LedgerPeople.Revocable;
import org.keyrack.plan.Plan;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.ExpectedList;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.settings.UiSettings;

/** Starts a batch and brings its events, which come from many threads, to the board once a frame. */
public final class RunStart {
    private final Desk desk;
    private final Releasing releasing;
    private final ConcurrentLinkedQueue<RunEvent> waiting = new ConcurrentLinkedQueue<>();

    public RunStart(Desk desk) {
        this.desk = desk;
        this.releasing = new Releasing(desk);
    }

    /**
     * Starts a plan on the bench that is open, and shows it.
     *
     * @param continuous whether finished modules are replaced while others run
     * @param goesOn whether it retries modules of the batch before
     */
    public void start(Plan plan, boolean continuous, boolean goesOn) {
        Optional<LiveBench.Open> open = desk.bench().open();
        RunBoard board = desk.job().board();
        if (open.isEmpty() || board.running() || !desk.session().mayWork()) {
            return;
        }
        boolean ordered = desk.job().orderProperty().get().isPresent();
        releasing.ask(() -> WantedRelease.of(open.get().ledger(), plan, ordered), released -> {
            if (open.equals(desk.bench().open()) && !board.running()) {
                released(open.get(), plan, continuous, goesOn, released);
            }
        });
    }

    /** Where nothing of it may be loaded, nothing is begun. */
    private void released(
            LiveBench.Open open, Plan plan, boolean continuous, boolean goesOn, Releasing.Released released) {
        boolean whole = released.refused().stream().anyMatch(act -> act.held().isEmpty());
        if (whole || released.refused().size() == plan.unitsWithWork()) {
            releasing.none(released);
        } else {
            begin(open, plan, continuous, goesOn, released.given());
        }
    }

    private void begin(LiveBench.Open open, Plan plan, boolean continuous, boolean goesOn, List<Revocable> released) {
        RunBoard board = desk.job().board();
        desk.notices().batchIsOver();
        board.begin(plan, continuous, goesOn, desk.bench().view());
        desk.job().runProperty().set(Optional.empty());
        // A retry is about some modules; the list is about the whole rack.
        Optional<ExpectedUnits> expected =
                desk.job().expectedProperty().get().filter(list -> !goesOn).map(ExpectedList::units);
        Batches.Options options = new Batches.Options(
                desk.operator(),
                continuous,
                expected,
                List.copyOf(desk.settings().recentProfiles()),
                Set.of());
        Consumer<RunEvent> printing = open.printouts().batch(wish());
        Batches batches = desk.job().batches(open);
        // An order stands in the ledger, whole.
        boolean ordered = desk.job().orderProperty().get().isPresent();
        desk.background()
                .run(
                        () -> {
                            if (!ordered) {
                                desk.profiles().keep(plan.profile());
                            }
                            return batches.start(plan, options, event -> {
                                printing.accept(event);
                                event(event);
                            });
                        },
                        load -> {
                            desk.job().runProperty().set(Optional.of(load));
                            releasing.until(load, released);
                            load.onRefusal(refusal -> desk.updates()
                                    .post(refusal, () -> desk.notices().errorOfBatch(refused(refusal))));
                        },
                        failure -> {
                            releasing.revoke(released);
                            notStarted(failure);
                        });
        desk.navigator().go(StepName.RUN);
    }

    /** What Settings say that is printed and written by itself. */
    private PrintoutWish wish() {
        UiSettings settings = desk.settings();
        return new PrintoutWish(
                Optional.of(new PrintoutWish.Labels(
                                settings.labelPrinterProperty().get(), desk.labelTemplate()))
                        .filter(labels -> settings.labelsAtOnceProperty().get()
                                && !labels.printer().isEmpty()),
                Optional.of(settings.reportFolderProperty().get())
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of),
                desk.texts().locale());
    }

    private String refused(org.keyrack.journal.Refusal refusal) {
        String slot = refusal.reader()
                .map(reader -> desk.shelf().label(desk.bench().view(), reader))
                .orElse("");
        return desk.texts().format("run.refused", slot, desk.causes().sentence(refusal));
    }

    private void notStarted(Exception failure) {
        desk.job().board().abandon();
        String key = failure instanceof JournalUnavailable ? "run.ledger.closed" : "run.notStarted";
        desk.notices().error(desk.texts().format(key, String.valueOf(failure.getMessage())));
        desk.navigator().go(StepName.REVIEW);
    }

    /** Called by the run's threads. */
    private void event(RunEvent event) {
        waiting.add(event);
        desk.updates().post(this, this::show);
    }

    private void show() {
        List<RunEvent> events = new ArrayList<>();
        for (RunEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            events.add(event);
        }
        RunBoard board = desk.job().board();
        boolean ranBefore = board.running();
        board.accept(events, desk.bench().view());
        if (ranBefore && !board.running() && desk.navigator().currentProperty().get() == StepName.RUN) {
            desk.navigator().go(StepName.RESULTS);
        }
    }
}
