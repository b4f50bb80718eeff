package org.keyrack.prepare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.keyrack.card.CardRefusal;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.PreparationEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepEnded;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;
import org.keyrack.prepare.Preparation.Seat;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.prepare.PreparationSummary.Ended;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A preparation at work. */
public final class PreparationRun {
    private static final Logger LOG = LoggerFactory.getLogger(PreparationRun.class);
    /** How long a card waits for a ledger that cannot write, and how often it tries. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final long number;
    private final Journal journal;
    private final Optional<SerialSource> serials;
    private final World world;
    private final Consumer<PreparationEvent> listener;
    private final CompletableFuture<PreparationSummary> end = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Map<Integer, Ended> ended = new TreeMap<>();
    private List<Seat> seats = List.of();

    PreparationRun(
            long number,
            Journal journal,
            Optional<SerialSource> serials,
            World world,
            Consumer<PreparationEvent> listener) {
        this.number = number;
        this.journal = journal;
        this.serials = serials;
        this.world = world;
        this.listener = listener;
    }

    void begin(Preparation preparation, String operator, boolean simulated) throws JournalUnavailable {
        seats = preparation.seats();
        PreparationStarted started = new PreparationStarted(
                world.now(),
                number,
                preparation.role(),
                preparation.transportKey(),
                preparation.plan().name(),
                preparation.plan().hash(),
                operator,
                seats.size(),
                simulated);
        try {
            commit(started);
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("A preparation's start needs no claim", impossible);
        }
        if (seats.isEmpty()) {
            finish();
        }
    }

    /** Number of the preparation on this bench. */
    public long number() {
        return number;
    }

    /** No further step begins. */
    public void stop() {
        stopped.complete(null);
    }

    /** Completes when the preparation's end is in the ledger, or cannot be written into it. */
    public CompletableFuture<PreparationSummary> end() {
        return end;
    }

    /** What one worker does. */
    void work(Seat seat) {
        Steps steps = new Steps(seat);
        Ended result;
        try {
            if (seat.view().refused().isPresent()) {
                result = new Ended(seat.card(), Result.FAILED, seat.view().refused());
            } else if (!seat.view().hasWork()) {
                result = new Ended(seat.card(), Result.NOTHING_NEEDED, Optional.empty());
            } else {
                if (seat.keepsSerial()) {
                    // Before the module that shows it goes: afterwards the card shows none.
                    steps.serialNumber();
                }
                seat.work().perform(steps);
                result = new Ended(seat.card(), Result.DONE, Optional.empty());
            }
        } catch (Stopped byOperator) {
            result = new Ended(seat.card(), Result.STOPPED, Optional.empty());
        } catch (CardFailure failure) {
            result = steps.failed(PreparationFailure.of(failure, seat.work().trace()));
        } catch (CardRefusal refusal) {
            result = steps.failed(Preparation.failure(refusal));
        } catch (PreparationRefusal refusal) {
            result = steps.failed(PreparationFailure.of(refusal.cause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = new Ended(seat.card(), Result.STOPPED, Optional.empty());
        } catch (RuntimeException fault) {
            LOG.error("The preparation of the card in {} failed", seat.card().reader(), fault);
            result = steps.failed(PreparationFailure.of(CauseId.program(fault)));
        }
        told(seat, steps, result);
    }

    private void told(Seat seat, Steps steps, Ended result) {
        List<PreparationEvent> events = new ArrayList<>();
        Instant now = world.now();
        steps.open.ifPresent(step -> events.add(new StepEnded(now, number, result.card(), step, result.failure())));
        events.add(new CardEnded(now, number, result.card(), result.result(), result.failure()));
        try {
            patiently(events);
        } catch (PreparationRefusal | InterruptedException unwritten) {
            LOG.warn(
                    "The end of the card in {} is not in the ledger",
                    result.card().reader());
        }
        boolean last;
        synchronized (this) {
            ended.put(seats.indexOf(seat), result);
            last = ended.size() == seats.size();
        }
        if (last) {
            finish();
        }
    }

    private void finish() {
        PreparationSummary summary;
        synchronized (this) {
            summary = new PreparationSummary(number, List.copyOf(ended.values()));
        }
        try {
            commit(new PreparationEnded(
                    world.now(),
                    number,
                    summary.count(Result.DONE),
                    summary.count(Result.NOTHING_NEEDED),
                    summary.count(Result.FAILED),
                    summary.count(Result.STOPPED)));
        } catch (JournalUnavailable | ClaimRefused unwritten) {
            LOG.warn("The end of the preparation is not in the ledger: {}", unwritten.getMessage());
        }
        end.complete(summary);
    }

    private void commit(PreparationEvent event) throws JournalUnavailable, ClaimRefused {
        journal.commit(List.of(event));
        listener.accept(event);
    }

    /** Waits for a ledger that cannot write, as long as nobody stops the preparation. */
    private void patiently(List<PreparationEvent> events) throws PreparationRefusal, InterruptedException {
        // Not by the clock on the wall, which may be set back meanwhile.
        long until = world.nanos() + PATIENCE.toNanos();
        while (true) {
            try {
                journal.commit(events);
                events.forEach(listener);
                return;
            } catch (ClaimRefused refused) {
                throw new PreparationRefusal(Reason.SERIAL_LOST);
            } catch (JournalUnavailable unavailable) {
                if (world.nanos() - until > 0 || world.await(stopped, BETWEEN_TRIES)) {
                    throw new PreparationRefusal(Reason.LEDGER);
                }
            }
        }
    }

    /** Stopped between two steps. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    /** The steps of one card. */
    private final class Steps implements CardSteps {
        private final Seat seat;
        private Optional<PreparationStep> open = Optional.empty();

        Steps(Seat seat) {
            this.seat = seat;
        }

        @Override
        public void step(PreparationStep step, Action action)
                throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException {
            if (stopped.isDone()) {
                throw new Stopped();
            }
            patiently(List.of(new StepStarted(world.now(), number, seat.card(), step)));
            open = Optional.of(step);
            action.run();
            patiently(List.of(new StepEnded(world.now(), number, seat.card(), step, Optional.empty())));
            open = Optional.empty();
        }

        @Override
        public SerialNumber serialNumber() throws PreparationRefusal, InterruptedException {
            while (seat.card().sn().isEmpty()) {
                PreparedCard candidate = seat.candidate().orElseThrow(() -> new PreparationRefusal(Reason.NO_SERIAL));
                try {
                    patiently(List.of(new SerialGiven(world.now(), number, candidate, seat.keepsSerial())));
                    seat.give();
                } catch (PreparationRefusal refused) {
                    if (refused.reason() != Reason.SERIAL_LOST
                            || !serials.orElseThrow().passesOver()) {
                        throw refused;
                    }
                    seat.mean(serials.orElseThrow().next());
                }
            }
            return seat.card().sn().orElseThrow();
        }

        Ended failed(PreparationFailure failure) {
            return new Ended(seat.card(), Result.FAILED, Optional.of(failure));
        }
    }
}
