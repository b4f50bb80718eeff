package org.keyrack.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.PauseReason;

/** What waits for the AS. Pausing closes it: nothing is exported, what is on its way to a unit goes on. */
final class ExportQueue {
    private final List<Arrival> waiting = new ArrayList<>();
    private final Set<PauseReason> pauses = EnumSet.noneOf(PauseReason.class);
    private final Consumer<RunEvent> listener;
    private final Object telling = new Object();
    private long arrivals;
    private boolean closed;

    ExportQueue(Consumer<RunEvent> listener) {
        this.listener = listener;
    }

    synchronized void add(ExportRequest request) {
        if (closed) {
            request.answer().cancel(false);
            return;
        }
        arrivals++;
        waiting.add(new Arrival(request, arrivals));
        notifyAll();
    }

    /**
     * Waits for the next export to do.
     *
     * @param serving whether who asks still serves; looked at with each change of the queue
     * @return empty when the queue is closed, or when who asks serves no more
     */
    synchronized Optional<ExportRequest> take(BooleanSupplier serving) throws InterruptedException {
        while (!closed && serving.getAsBoolean() && (waiting.isEmpty() || !pauses.isEmpty())) {
            wait();
        }
        if (closed || !serving.getAsBoolean()) {
            return Optional.empty();
        }
        Optional<Arrival> next = SchedulePolicy.next(waiting, arrivals);
        waiting.remove(next.orElseThrow());
        return next.map(Arrival::request);
    }

    void pause(PauseReason reason) {
        change(now -> !closed && now.add(reason));
    }

    void resume(PauseReason reason) {
        change(now -> now.remove(reason));
    }

    /** Changes are told one after the other, in their order: the second waits until the first has been told. */
    private void change(Predicate<Set<PauseReason>> change) {
        synchronized (telling) {
            Set<PauseReason> reasons;
            synchronized (this) {
                if (!change.test(pauses)) {
                    return;
                }
                reasons = Set.copyOf(pauses);
                notifyAll();
            }
            listener.accept(new RunEvent.PauseChanged(Instant.now(), reasons));
        }
    }

    synchronized Set<PauseReason> pauses() {
        return Set.copyOf(pauses);
    }

    /** Cancels what waits; nothing is exported any more. */
    synchronized void close() {
        closed = true;
        waiting.forEach(arrival -> arrival.request().answer().cancel(false));
        waiting.clear();
        notifyAll();
    }

    /** A request and its place in the order of arrival. */
    private record Arrival(ExportRequest request, long since) implements SchedulePolicy.Waiting {
        @Override
        public int remaining() {
            return request.remaining();
        }
    }
}
