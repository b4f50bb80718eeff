package org.keyrack.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyrack.app.Batches;
import org.keyrack.app.Bench;
import org.keyrack.app.InputException;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.RunFigures;
import org.keyrack.run.RunSummary;
import org.keyrack.unit.AsUnit;

/**
 * One measured batch over a whole bench: the cards are read and the plan is made before the clock starts.
 *
 * @param wall from just before the first INITIATE until the last outcome is durable
 * @param figures what the AS cards and the units spent on it
 */
public record TimedLoad(Duration wall, RunFigures figures, int keys) {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LAST_READING = Duration.ofSeconds(20);

    /** Wall time in milliseconds. */
    public double milliseconds() {
        return wall.toNanos() / 1e6;
    }

    /**
     * Loads a rack of fresh modules.
     *
     * @param readers closed at the end
     * @throws IllegalStateException when the cards do not show, or not every key is loaded: there is no figure then
     */
    public static TimedLoad of(Readers readers, MeasuredRack rack, OpenLedger ledger) throws InterruptedException {
        return of(readers, rack, rack.asCards(), as -> Optional.of(MeasuredRack.pin()), ledger);
    }

    /**
     * The same with some AS of several.
     *
     * @param asUnits AS that show: cards and others
     * @param pins the PIN of each that is to serve, a fresh copy
     */
    public static TimedLoad of(
            Readers readers, MeasuredRack rack, int asUnits, Function<AsUnit, Optional<char[]>> pins, OpenLedger ledger)
            throws InterruptedException {
        try (Bench bench = new Bench(readers, ledger, ledger)) {
            awaitCards(bench, asUnits, rack.units());
            for (AsUnit as : bench.view().asUnits()) {
                Optional<char[]> pin = pins.apply(as);
                if (pin.isPresent()) {
                    bench.verifyOperator(as.reader(), pin.get());
                }
            }
            Batches batches = new Batches(bench, ledger, ledger);
            Plan plan = batches.plan(MeasuredRack.profile());
            if (plan.keys() != rack.units() * rack.keys()) {
                throw new IllegalStateException("The plan has " + plan.keys() + " keys: " + plan.refusals());
            }
            TimedLoad timed = load(batches, plan);
            // The units are read again after a batch, and the ledger is asked about them: not when it is closed
            // already.
            bench.awaitRead(LAST_READING);
            return timed;
        } catch (CardFailure | JournalUnavailable failure) {
            throw new IllegalStateException("The batch cannot be measured: " + failure.getMessage(), failure);
        }
    }

    private static void awaitCards(Bench bench, int asUnits, int units) throws InterruptedException {
        CompletableFuture<Void> there = new CompletableFuture<>();
        Subscription subscription = bench.listen(view -> {
            if (view.asUnits().size() == asUnits && view.eiUnits().size() == units) {
                there.complete(null);
            }
        });
        await(there, Duration.ofSeconds(60), "The cards of the rack do not show");
        subscription.close();
    }

    private static TimedLoad load(Batches batches, Plan plan) throws InterruptedException, JournalUnavailable {
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        LoadRun load = start(batches, plan, event -> clock(event, first, last));
        RunSummary summary = await(load.end(), LIMIT, "The batch does not end");
        if (summary.of(KeyClass.LOADED) != plan.keys()) {
            throw new IllegalStateException(
                    "Only " + summary.of(KeyClass.LOADED) + " of " + plan.keys() + " keys are loaded");
        }
        return new TimedLoad(Duration.ofNanos(last.get() - first.get()), load.figures(), plan.keys());
    }

    private static LoadRun start(Batches batches, Plan plan, Consumer<RunEvent> listener) throws JournalUnavailable {
        try (TemporaryFolder folder = TemporaryFolder.named("keyrack-speed")) {
            List<Path> files = List.of(MeasuredRack.profile(folder.path()));
            return batches.start(
                    plan, new Batches.Options("bench", false, Optional.empty(), files, Set.of()), listener);
        } catch (IOException | InputException failure) {
            throw new IllegalStateException("The batch cannot begin: " + failure.getMessage(), failure);
        }
    }

    private static void clock(RunEvent event, AtomicLong first, AtomicLong last) {
        if (event instanceof BatchStarted) {
            first.accumulateAndGet(System.nanoTime(), Math::min);
        } else if (event instanceof Outcome) {
            last.accumulateAndGet(System.nanoTime(), Math::max);
        }
    }

    private static <T> T await(CompletableFuture<T> future, Duration atMost, String problem)
            throws InterruptedException {
        try {
            return future.get(atMost.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(problem, failed);
        }
    }
}
