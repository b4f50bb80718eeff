package org.keyrack.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.world.World;

/** What waits for the AS. Pausing closes it: nothing is exported, what is on its way to a unit goes on. */
final class ExportQueue {
    private final List<Arrival> waiting = new ArrayList<>();
    private final Set<PauseReason> pauses = EnumSet.noneOf(PauseReason.class);
    private final Consumer<RunEvent> listener;
    private final World world;
    private final Lock lock;
    private final Condition changed;
    /** Held while a change is told; taken before the other lock. */
    private final Lock telling;

    private long arrivals;
    private boolean closed;

    ExportQueue(Consumer<RunEvent> listener, World world) {
        this.listener = listener;
        this.world = world;
        this.lock = world.lock();
        this.changed = lock.newCondition();
        this.telling = world.lock();
    }

    void add(ExportRequest request) {
        lock.lock();
        try {
            if (closed) {
                request.answer().cancel(false);
                return;
            }
            arrivals++;
            waiting.add(new Arrival(request, arrivals));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is an export to do; others may take it first.
     *
     * @param serving whether who asks still serves; looked at with each change of the queue
     * @return false when the queue is closed, or when who asks serves no more
     */
    boolean await(BooleanSupplier serving) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && serving.getAsBoolean() && nothingToDo()) {
                changed.await();
            }
            return !closed && serving.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next export to do.
     *
     * @param serving whether who asks still serves
     * @return empty when there is none now, or when who asks serves no more
     */
    Optional<ExportRequest> take(BooleanSupplier serving) {
        lock.lock();
        try {
            if (closed || nothingToDo() || !serving.getAsBoolean()) {
                return Optional.empty();
            }
            Arrival next = SchedulePolicy.next(waiting, arrivals).orElseThrow();
            waiting.remove(next);
            return Optional.of(next.request());
        } finally {
            lock.unlock();
        }
    }

    private boolean nothingToDo() {
        return waiting.isEmpty() || !pauses.isEmpty();
    }

    void pause(PauseReason reason) {
        change(now -> !closed && now.add(reason));
    }

    void resume(PauseReason reason) {
        change(now -> now.remove(reason));
    }

    /** Changes are told one after the other, in their order: the second waits until the first has been told. */
    private void change(Predicate<Set<PauseReason>> change) {
        telling.lock();
        try {
            Optional<Set<PauseReason>> reasons = changed(change);
            if (reasons.isPresent()) {
                listener.accept(new RunEvent.PauseChanged(world.now(), reasons.get()));
            }
        } finally {
            telling.unlock();
        }
    }

    private Optional<Set<PauseReason>> changed(Predicate<Set<PauseReason>> change) {
        lock.lock();
        try {
            if (!change.test(pauses)) {
                return Optional.empty();
            }
            changed.signalAll();
            return Optional.of(Set.copyOf(pauses));
        } finally {
            lock.unlock();
        }
    }

    Set<PauseReason> pauses() {
        lock.lock();
        try {
            return Set.copyOf(pauses);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what waits; nothing is exported any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(arrival -> arrival.request().answer().cancel(false));
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A request and its place in the order of arrival. */
    private record Arrival(ExportRequest request, long since) implements SchedulePolicy.Waiting {
        @Override
        public int remaining() {
            return request.remaining();
        }
    }
}
