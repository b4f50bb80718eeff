package org.keyrack.run;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.run.ExportRequest.AsLost;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.RunEvent.PauseReason;
import org.keyrack.unit.AsSession;

/** The AS cards of a run, each with a thread that only takes, transmits and completes. */
final class AsPool {
    /** PIN not verified, AS not operational: this AS serves nobody until somebody looks after it. */
    private static final Set<Integer> AS_UNUSABLE = Set.of(0x6982, 0x6985);

    private final ExportQueue queue;
    private final Consumer<RunEvent> listener;
    private final Map<Bytes, AsSession> members = new ConcurrentHashMap<>();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder exports = new LongAdder();

    AsPool(ExportQueue queue, Consumer<RunEvent> listener) {
        this.queue = queue;
        this.listener = listener;
    }

    /** Takes an AS into the pool; its PIN is verified. An AS already in it is replaced by the new session. */
    void join(AsSession session, Bytes asId) {
        members.put(asId, session);
        // Before its thread: that may lose the AS at once, and its pause must stay then.
        queue.resume(PauseReason.AS_LOST);
        Thread thread = new Thread(() -> serve(session, asId), "AS " + asId.hex());
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for an AS when there is none. */
    void awaitMember() {
        if (members.isEmpty()) {
            queue.pause(PauseReason.AS_LOST);
        }
    }

    private void serve(AsSession session, Bytes asId) {
        try {
            Optional<ExportRequest> request = queue.take();
            while (request.isPresent()) {
                if (!export(session, asId, request.get())) {
                    return;
                }
                request = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(asId, session);
        }
    }

    private void lost(Bytes asId, AsSession session) {
        // Not when a new session of the same AS has taken its place meanwhile.
        if (members.remove(asId, session)) {
            if (members.isEmpty()) {
                queue.pause(PauseReason.AS_LOST);
            }
            listener.accept(new RunEvent.AsLost(Instant.now(), asId));
        }
    }

    /** One export; false when this AS can serve no more. */
    private boolean export(AsSession session, Bytes asId, ExportRequest request) {
        long start = System.nanoTime();
        try {
            Export export = new Export(session.exportKey(request.command()), asId);
            busyNanos.add(System.nanoTime() - start);
            exports.increment();
            request.answer().complete(export);
            return true;
        } catch (StatusWordFailure failure) {
            busyNanos.add(System.nanoTime() - start);
            boolean usable = !AS_UNUSABLE.contains(failure.sw());
            if (!usable) {
                // Before the unit asks again: otherwise its next request would meet a pool that still looks alive.
                lost(asId, session);
            }
            request.answer().completeExceptionally(usable ? failure : new AsLost(failure));
            return usable;
        } catch (CardFailure | RuntimeException failure) {
            lost(asId, session);
            request.answer().completeExceptionally(new AsLost(failure));
            return false;
        }
    }

    int size() {
        return members.size();
    }

    /** Time that AS cards spent on exports, nanoseconds, all of them together. */
    long busyNanos() {
        return busyNanos.sum();
    }

    long exports() {
        return exports.sum();
    }
}
