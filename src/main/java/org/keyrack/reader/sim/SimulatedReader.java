package org.keyrack.reader.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderThread;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.TransmissionProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual reader: the card in it, the connections to it, and the one thread that does its card work. What PC/SC does
 * when a card goes, hangs or is shared happens here in the same way.
 */
final class SimulatedReader {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedReader.class);

    private final String name;
    private final OptionalInt shelf;
    private final Duration answerLimit;
    private final Bench bench;
    private final ReaderThread thread;
    private final List<SimulatedConnection> connections = new ArrayList<>();
    private Optional<SimulatedCard> card = Optional.empty();
    private long insertion;
    private boolean gone;

    /** What a reader tells; called without a lock of the reader held. */
    interface Bench {
        /** What a snapshot shows has changed. */
        void changed();

        /** The card has dropped the link and is out. */
        void dropped(String reader, SimulatedCard card, IOException how);
    }

    SimulatedReader(String name, OptionalInt shelf, Duration answerLimit, Bench bench) {
        this.name = name;
        this.shelf = shelf;
        this.answerLimit = answerLimit;
        this.bench = bench;
        thread = new ReaderThread("sim " + name, failures(), bench::changed);
    }

    private ReaderThread.Failures failures() {
        return new ReaderThread.Failures() {
            @Override
            public LinkFailure of(Reason reason) {
                // The thread ends with the reader.
                return failure(reason == Reason.CLOSED ? Reason.READER_GONE : reason);
            }

            @Override
            public LinkFailure of(Throwable cause) {
                return cause instanceof IOException
                        ? failure(Reason.CARD_REMOVED, cause)
                        : new LinkFailure(Reason.OTHER, "Reader " + name + ": the simulated card failed", cause);
            }
        };
    }

    String name() {
        return name;
    }

    synchronized Optional<SimulatedCard> card() {
        return card;
    }

    synchronized ReaderSnapshot.Reader snapshot() {
        Card state = card.map(here -> thread.hung() || here.atr().length == 0 ? Card.MUTE : Card.PRESENT)
                .orElse(Card.ABSENT);
        return new ReaderSnapshot.Reader(name, state, insertion, shelf);
    }

    /** Puts a card in, instead of the one that is there; none takes it out. */
    Optional<SimulatedCard> exchange(Optional<SimulatedCard> fresh) {
        Optional<SimulatedCard> old;
        synchronized (this) {
            old = card;
            card = fresh;
            if (fresh.isPresent()) {
                insertion++;
            }
            breakConnections(gone ? Reason.READER_GONE : Reason.CARD_REMOVED);
        }
        old.ifPresent(out -> later(out::powerOff));
        bench.changed();
        return old;
    }

    /** Puts a card in if there is none. */
    void insertIfEmpty(SimulatedCard fresh) {
        synchronized (this) {
            if (card.isPresent() || gone) {
                return;
            }
        }
        exchange(Optional.of(fresh));
    }

    /** The reader itself is pulled off; it does not come back. */
    void unplug() {
        synchronized (this) {
            gone = true;
        }
        exchange(Optional.empty());
        thread.close(() -> {});
    }

    private void breakConnections(Reason reason) {
        connections.forEach(connection -> connection.breakWith(reason));
        connections.clear();
        thread.abort(failure(reason));
    }

    SimulatedConnection open(Sharing sharing) throws LinkFailure {
        try {
            return call(() -> connect(sharing));
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("Connecting sends no command", impossible);
        }
    }

    /** On the reader's thread. */
    private SimulatedConnection connect(Sharing sharing) throws LinkFailure {
        SimulatedCard here;
        boolean first;
        synchronized (this) {
            if (gone || card.isEmpty()) {
                throw failure(gone ? Reason.READER_GONE : Reason.CARD_REMOVED);
            }
            boolean exclusive =
                    sharing == Sharing.EXCLUSIVE || connections.stream().anyMatch(SimulatedConnection::exclusive);
            if (exclusive && !connections.isEmpty()) {
                throw failure(Reason.CARD_BUSY);
            }
            here = card.get();
            first = connections.isEmpty();
        }
        byte[] atr = first ? here.powerOn() : clean(here);
        if (atr.length == 0) {
            throw failure(Reason.CARD_MUTE);
        }
        synchronized (this) {
            if (!card.equals(Optional.of(here))) {
                throw failure(Reason.CARD_REMOVED);
            }
            SimulatedConnection connection = new SimulatedConnection(this, here, sharing, atr);
            connections.add(connection);
            return connection;
        }
    }

    /** A T=0 card whose answer nobody has fetched takes the next command for something else: as behind PC/SC it is reset. */
    private byte[] clean(SimulatedCard here) {
        if (TransmissionProtocol.of(here.atr()) == TransmissionProtocol.T1) {
            return here.atr();
        }
        synchronized (this) {
            connections.forEach(other -> other.breakWith(Reason.CARD_RESET));
            connections.clear();
        }
        return here.reset();
    }

    /** Resets the card for one connection; the others are told when they use it next. On the reader's thread. */
    void reset(SimulatedConnection by) throws LinkFailure {
        by.card().reset();
        synchronized (this) {
            connections.stream().filter(other -> other != by).forEach(other -> other.breakWith(Reason.CARD_RESET));
            connections.removeIf(other -> other != by);
        }
    }

    /** The card dropped the link. On the reader's thread. */
    void dropped(SimulatedConnection connection, IOException how) {
        boolean mine;
        synchronized (this) {
            mine = card.equals(Optional.of(connection.card()));
        }
        if (mine) {
            exchange(Optional.empty());
            bench.dropped(name, connection.card(), how);
        }
    }

    void closed(SimulatedConnection connection) {
        later(() -> letGo(connection));
    }

    /** On the reader's thread, where nobody connects between this connection's end and the reset that comes of it. */
    private void letGo(SimulatedConnection connection) {
        boolean last;
        synchronized (this) {
            if (!connections.remove(connection)) {
                return;
            }
            last = connections.isEmpty();
            connections.forEach(other -> other.breakWith(Reason.CARD_RESET));
            connections.clear();
        }
        SimulatedCard left = connection.card();
        if (last) {
            left.powerOff();
        } else {
            left.reset();
        }
    }

    private void later(Runnable work) {
        try {
            Future<?> coming = thread.later(work);
            LOG.trace("Reader {}: {}", name, coming);
        } catch (RejectedExecutionException unplugged) {
            LOG.debug("Reader {} was unplugged before it let go of its card", name);
        }
    }

    /**
     * Runs card work on the reader's thread and waits for it.
     *
     * @throws LinkFailure HUNG after the answer limit; CARD_REMOVED at once when the card goes; else what the work throws
     */
    <T> T call(Callable<T> work) throws LinkFailure, ProtocolFailure {
        return thread.call(work, answerLimit);
    }

    void repeatedly(BooleanSupplier step) throws LinkFailure {
        thread.repeatedly(step, answerLimit);
    }

    LinkFailure failure(Reason reason) {
        return new LinkFailure(reason, explain(reason));
    }

    LinkFailure failure(Reason reason, Throwable cause) {
        return new LinkFailure(reason, explain(reason), cause);
    }

    private String explain(Reason reason) {
        return "Reader " + name + ": "
                + switch (reason) {
                    case CARD_REMOVED -> "there is no card, or it was taken out. Put the card in.";
                    case CARD_RESET -> "another connection reset the card. Select the unit again.";
                    case CARD_BUSY -> "another connection holds the card. Close that one first.";
                    case CARD_MUTE -> "the card does not answer as a smart card does. Turn it over, or try another.";
                    case HUNG ->
                        "the card has not answered in " + answerLimit.toMillis()
                                + " ms. Take it out and put it in again.";
                    case READER_GONE -> "there is no such reader. Check its name.";
                    case SERVICE_GONE, CLOSED -> "the connection was closed. Open it again.";
                    case OTHER -> "the link failed.";
                };
    }
}
