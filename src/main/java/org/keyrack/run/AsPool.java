package org.keyrack.run;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
            world.start("AS " + asId.hex(), new Member(session, asId)::serve);
        }
    }

    /** Waits for an AS when there is none. */
    void awaitMember() {
        if (members.isEmpty()) {
            queue.pause(PauseReason.AS_LOST);
        }
    }

    /** An AS that serves with one session, until that is lost or replaced. */
    private final class Member {
        private final As session;
        private final Bytes asId;
        /** What it was asked for last; the reader's thread writes it. */
        private volatile Optional<ExportRequest> request = Optional.empty();

        Member(As session, Bytes asId) {
            this.session = session;
            this.asId = asId;
        }

        void serve() {
            try {
                while (queue.await(this::serving)) {
                    try {
                        session.repeatedly(this::exportNext);
                    } catch (LinkFailure broken) {
                        // The card hangs or has gone while its reader's thread is still at it.
                        loseFor(broken);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                lost(Optional.empty());
            }
        }

        private boolean serving() {
            return members.get(asId) == session;
        }

        /** @return whether there was one */
        private boolean exportNext() {
            request = queue.take(this::serving);
            request.ifPresent(this::export);
            return request.isPresent();
        }

        private void export(ExportRequest next) {
            long start = world.nanos();
            try {
                Export export = new Export(session.exportKey(next.command()), asId, session.kind());
                busyNanos.add(world.nanos() - start);
                exports.increment();
                next.answer().complete(export);
            } catch (StatusWordFailure status) {
                busyNanos.add(world.nanos() - start);
                refused(next, status);
            } catch (LinkFailure broken) {
                loseFor(broken);
            } catch (CardFailure garbage) {
                loseFor(Failures.ofExport(garbage, session.trace()), Optional.empty());
            } catch (RuntimeException | Error fault) {
                LOG.error("The AS {} failed", asId.hex(), fault);
                loseFor(Failures.ofProgram(ProtocolStep.EXPORTKEY, fault, session.trace()), Optional.empty());
            }
        }

        private void refused(ExportRequest refused, StatusWordFailure status) {
            Failure failure = Failures.ofExport(status, session.trace());
            if (AS_UNUSABLE.contains(status.sw())) {
                loseFor(failure, Optional.empty());
            } else if (status.sw() == NOT_ALLOWED && leave()) {
                // Nothing was spent, neither Ctr nor R: what this AS may not export, the others perhaps may.
                queue.add(refused);
            } else {
                Failure told = status.sw() == NOT_ALLOWED ? causeOf6986(session, refused.command(), failure) : failure;
                refused.answer().completeExceptionally(new NotExported(told, false));
            }
        }

        /** Takes this AS out, which has no exports left, unless it is the only one: then its units shall hear why. */
        private boolean leave() {
            synchronized (members) {
                if (members.size() < 2 || !members.remove(asId, session)) {
                    return false;
                }
            }
            LOG.info("The AS {} may not export any more and leaves the rest to the others", asId.hex());
            return true;
        }

        private void loseFor(LinkFailure broken) {
            // A reader shows what became of a card.
            Optional<String> why =
                    session.kind() == AsKind.CARD ? Optional.empty() : Optional.of(SentenceException.said(broken));
            loseFor(Failures.found(ProtocolStep.EXPORTKEY, CauseId.AS_LOST, session.trace()), why);
        }

        /** Before the unit asks again: otherwise its next request would meet a pool that still looks alive. */
        private void loseFor(Failure failure, Optional<String> why) {
            try {
                lost(why);
            } finally {
                request.ifPresent(unit -> unit.answer().completeExceptionally(new NotExported(failure, true)));
            }
        }

        private void lost(Optional<String> why) {
            // Not when a new session of the same AS has taken its place meanwhile.
            if (members.remove(asId, session)) {
                if (members.isEmpty()) {
                    queue.pause(PauseReason.AS_LOST);
                }
                listener.accept(new RunEvent.AsLost(world.now(), asId, why));
            }
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
