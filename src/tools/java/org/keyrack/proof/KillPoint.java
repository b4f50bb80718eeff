package org.keyrack.proof;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.RunEvent;
import org.keyrack.protocol.apdu.CommandApdu;

/** A point of a download at which {@link KilledLoad} says so, stays there for ever, and is killed from outside. */
enum KillPoint {
    BATCH_NOT_DURABLE(false, RunEvent.BatchStarted.class),
    BATCH_DURABLE(true, RunEvent.BatchStarted.class),
    UNIT_STARTED(true, RunEvent.UnitStarted.class),
    INITIATED(true, 0x52),
    INTENT_NOT_DURABLE(false, RunEvent.Intent.class),
    INTENT_DURABLE(true, RunEvent.Intent.class),
    BEFORE_EXPORTKEY(false, 0x54),
    EXPORTKEY_ANSWERED(true, 0x54),
    EXPORTED_NOT_DURABLE(false, RunEvent.Exported.class),
    EXPORTED_DURABLE(true, RunEvent.Exported.class),
    BEFORE_IMPORTKEY(false, 0x56),
    IMPORTKEY_ANSWERED(true, 0x56),
    OUTCOME_NOT_DURABLE(false, RunEvent.Outcome.class),
    OUTCOME_DURABLE(true, RunEvent.Outcome.class),
    BATCH_END_NOT_DURABLE(false, RunEvent.BatchEnded.class);

    private final boolean after;
    private final Optional<Class<? extends RunEvent.Durable>> event;
    private final int ins;

    KillPoint(boolean after, Class<? extends RunEvent.Durable> event) {
        this.after = after;
        this.event = Optional.of(event);
        this.ins = 0;
    }

    KillPoint(boolean after, int ins) {
        this.after = after;
        this.event = Optional.empty();
        this.ins = ins;
    }

    /** Whether the point comes once in a batch rather than with each key. */
    boolean once() {
        return this == BATCH_NOT_DURABLE || this == BATCH_DURABLE || this == BATCH_END_NOT_DURABLE;
    }

    /** Waits for the kill when this is the point, for the time that was asked for. */
    static final class Armed {
        private final KillPoint point;
        private final AtomicInteger left;

        Armed(KillPoint point, int nth) {
            this.point = point;
            this.left = new AtomicInteger(nth);
        }

        void at(boolean after, List<? extends DurableEvent> events) {
            if (after == point.after
                    && point.event.isPresent()
                    && events.stream().anyMatch(point.event.get()::isInstance)) {
                reached();
            }
        }

        void at(boolean after, CommandApdu command) {
            if (after == point.after && command.cla() == 0x80 && command.ins() == point.ins) {
                reached();
            }
        }

        private void reached() {
            if (left.decrementAndGet() == 0) {
                System.out.println("POINT " + point);
                System.out.flush();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("Nobody interrupts here", e);
                }
            }
        }
    }
}
