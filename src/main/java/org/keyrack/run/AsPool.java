package org.keyrack.run;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.ExportRequest.NotExported;
import org.keyrack.unit.As;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AS of a run, cards or others, each with a thread that only takes, transmits and completes. As long as somebody waits for
 * a key it does so on the thread of the card's reader: an AS that is done with one key has the next one's command at once.
 */
final class AsPool {
    /** PIN not verified, AS not operational: this AS serves nobody until somebody looks after it. */
    private static final Set<Integer> AS_UNUSABLE = Set.of(0x6982, 0x6985);

    private static final int NOT_ALLOWED = 0x6986;
    private static final long LAST_CTR = 0xFFFFFFFFL;
    private static final Logger LOG = LoggerFactory.getLogger(AsPool.class);

    private final ExportQueue queue;
    private final Consumer<RunEvent> listener;
    private final World world;
    private final Map<Bytes, As> members = new ConcurrentHashMap<>();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder exports = new LongAdder();

    AsPool(ExportQueue queue, Consumer<RunEvent> listener, World world) {
        this.queue = queue;
        this.listener = listener;
        this.world = world;
    }

    /**
     * Takes an AS into the pool, of whatever kind; its PIN is verified. An AS already in it is replaced by the new session: what serves it with
     * the old one ends.
     */
    void join(As session, Bytes asId) {
        boolean served = members.put(asId, session) == session;
        // Before its thread: that may lose the AS at once, and its pause must stay then.
        queue.resume(PauseReason.AS_LOST);
        if (!served) {
            world.start("AS " + asId.hex(), () -> serve(session, asId));
        }
    }

    /** Waits for an AS when there is none. */
    void awaitMember() {
        if (members.isEmpty()) {
            queue.pause(PauseReason.AS_LOST);
        }
    }

    private void serve(As session, Bytes asId) {
        AtomicReference<Optional<ExportRequest>> atWork = new AtomicReference<>(Optional.empty());
        BooleanSupplier serving = () -> members.get(asId) == session;
        try {
            while (queue.await(serving)) {
                try {
                    session.repeatedly(() -> exportNext(session, asId, serving, atWork));
                } catch (LinkFailure broken) {
                    // The card hangs or has gone while its reader's thread is still at it.
                    loseFor(atWork.get(), session, asId, broken);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(asId, session, Optional.empty());
        }
    }

    /** @return whether there was one */
    private boolean exportNext(
            As session, Bytes asId, BooleanSupplier serving, AtomicReference<Optional<ExportRequest>> atWork) {
        Optional<ExportRequest> next = queue.take(serving);
        atWork.set(next);
        next.ifPresent(request -> export(session, asId, request));
        return next.isPresent();
    }

    private void lost(Bytes asId, As session, Optional<String> why) {
        // Not when a new session of the same AS has taken its place meanwhile.
        if (members.remove(asId, session)) {
            if (members.isEmpty()) {
                queue.pause(PauseReason.AS_LOST);
            }
            listener.accept(new RunEvent.AsLost(world.now(), asId, why));
        }
    }

    private void export(As session, Bytes asId, ExportRequest request) {
        long start = world.nanos();
        try {
            Export export = new Export(session.exportKey(request.command()), asId, session.kind());
            busyNanos.add(world.nanos() - start);
            exports.increment();
            request.answer().complete(export);
        } catch (StatusWordFailure status) {
            busyNanos.add(world.nanos() - start);
            refused(session, asId, request, status);
        } catch (LinkFailure broken) {
            loseFor(Optional.of(request), session, asId, broken);
        } catch (CardFailure garbage) {
            loseFor(request, Failures.ofExport(garbage, session.trace()), session, asId);
        } catch (RuntimeException | Error fault) {
            LOG.error("The AS {} failed", asId.hex(), fault);
            Failure failure = Failures.ofProgram(ProtocolStep.EXPORTKEY, fault, session.trace());
            loseFor(request, failure, session, asId);
        }
    }

    private void refused(As session, Bytes asId, ExportRequest request, StatusWordFailure status) {
        Failure failure = Failures.ofExport(status, session.trace());
        if (AS_UNUSABLE.contains(status.sw())) {
            loseFor(request, failure, session, asId);
        } else if (status.sw() == NOT_ALLOWED && leave(asId, session)) {
            // Nothing was spent, neither Ctr nor R: what this AS may not export, the others perhaps may.
            queue.add(request);
        } else {
            Failure told = status.sw() == NOT_ALLOWED ? causeOf6986(session, request.command(), failure) : failure;
            request.answer().completeExceptionally(new NotExported(told, false));
        }
    }

    /** Takes an AS out that has no exports left, unless it is the only one: then its units shall hear why. */
    private synchronized boolean leave(Bytes asId, As session) {
        if (members.size() < 2 || !members.remove(asId, session)) {
            return false;
        }
        LOG.info("The AS {} may not export any more and leaves the rest to the others", asId.hex());
        return true;
    }

    private static Optional<String> why(As session, LinkFailure broken) {
        return session.kind() == AsKind.CARD ? Optional.empty() : Optional.of(SentenceException.said(broken));
    }

    /** Before the unit asks again: otherwise its next request would meet a pool that still looks alive. */
    private void loseFor(ExportRequest request, Failure failure, As session, Bytes asId) {
        loseFor(Optional.of(request), failure, session, asId, Optional.empty());
    }

    private void loseFor(Optional<ExportRequest> request, As session, Bytes asId, LinkFailure broken) {
        Failure failure = Failures.found(ProtocolStep.EXPORTKEY, CauseId.AS_LOST, session.trace());
        loseFor(request, failure, session, asId, why(session, broken));
    }

    private void loseFor(
            Optional<ExportRequest> request, Failure failure, As session, Bytes asId, Optional<String> why) {
        try {
            lost(asId, session, why);
        } finally {
            request.ifPresent(unit -> unit.answer().completeExceptionally(new NotExported(failure, true)));
        }
    }

    /** The AS read again tells the causes apart (protocol.md, the status words). */
    private static Failure causeOf6986(As session, ExportKey command, Failure failure) {
        try {
            boolean counterUsedUp = session.identity().ctr() == LAST_CTR;
            boolean exportsUsedUp =
                    session.keys().stream().anyMatch(key -> key.ref1() == command.ref1() && key.exportsLeft() == 0);
            return failure.because(StatusWordTable.causeOfExport6986(counterUsedUp, exportsUsedUp));
        } catch (CardFailure unreadable) {
            return failure;
        }
    }

    int size() {
        return members.size();
    }

    /** Time that the AS spent on exports, nanoseconds, all of them together. */
    long busyNanos() {
        return busyNanos.sum();
    }

    long exports() {
        return exports.sum();
    }
}
