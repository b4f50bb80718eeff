package org.keyrack.reader.pcsc;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.ReaderThread;
import org.keyrack.reader.Readers.Sharing;

/** One reader at work: its thread, its context, the connections that are open. Methods that say so run on its thread. */
final class CardReader implements AutoCloseable {
    private final String name;
    private final SmartcardApi api;
    private final BenchMonitor monitor;
    private final BenchHistory history;
    private final Duration answerLimit;
    private final ReaderThread thread;
    private final Set<PcscConnection> connections = ConcurrentHashMap.newKeySet();
    private Optional<CardTerminals> context = Optional.empty();
    private Optional<CardTerminal> terminal = Optional.empty();
    private boolean serviceWasGone;

    CardReader(String name, SmartcardApi api, BenchMonitor monitor, BenchHistory history, Duration answerLimit) {
        this.name = name;
        this.api = api;
        this.monitor = monitor;
        this.history = history;
        this.answerLimit = answerLimit;
        thread = new ReaderThread("pcsc " + name, PcscError.of(name), monitor::lookSoon);
    }

    String name() {
        return name;
    }

    ReaderThread thread() {
        return thread;
    }

    Duration answerLimit() {
        return answerLimit;
    }

    boolean holdsExclusively() {
        return connections.stream().anyMatch(PcscConnection::exclusive);
    }

    PcscConnection open(Sharing sharing) throws LinkFailure {
        AtomicReference<Object> outcome = new AtomicReference<>();
        try {
            return thread.call(
                    () -> {
                        PcscConnection connection = new PcscConnection(this, sharing, connectClean(sharing));
                        if (!outcome.compareAndSet(null, connection)) {
                            // The caller has gone: it waited too long.
                            connection.disconnect();
                            throw new LinkFailure(Reason.CLOSED, PcscError.explain(name, Reason.CLOSED));
                        }
                        connections.add(connection);
                        return connection;
                    },
                    answerLimit.plus(BenchHistory.RESTART_GRACE));
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("Connecting sends no command", impossible);
        } catch (LinkFailure failure) {
            if (outcome.getAndSet(failure) instanceof PcscConnection late) {
                late.close();
            }
            throw failure;
        }
    }

    static boolean t0(Card card) {
        return "T=0".equals(card.getProtocol());
    }

    /**
     * Connects, on the reader's thread, to a card that holds nothing from before. A T=0 card whose answer nobody has
     * fetched, because a link broke or a program was killed, takes the next command for something else, SELECT too: it is
     * reset first.
     */
    private Card connectClean(Sharing sharing) throws LinkFailure, CardException {
        Card card = connect(sharing);
        return t0(card) ? reset(card, sharing) : card;
    }

    /** On the reader's thread: the card, reset, on the same handle or a new one. */
    Card reset(Card card, Sharing sharing) throws LinkFailure, CardException {
        return ContextLock.call(() -> api.resetInPlace(card)) ? card : connect(sharing);
    }

    /**
     * Connects, on the reader's thread. Waits while the monitor doubts that there still is a card, takes a new context
     * when the service was restarted, and gives the cards of a restarted service the time to come back.
     */
    Card connect(Sharing sharing) throws LinkFailure {
        monitor.await(() -> !history.doubted(name), BenchHistory.DOUBT.toMillis());
        long start = System.nanoTime();
        boolean renewed = false;
        while (true) {
            try {
                Card card = attempt(sharing);
                serviceWasGone = false;
                return card;
            } catch (LinkFailure | CardException | IllegalArgumentException | IllegalStateException failure) {
                LinkFailure link = failure instanceof LinkFailure own ? own : PcscError.link(name, failure);
                if (link.reason() == Reason.SERVICE_GONE) {
                    forgetContext();
                    if (renewed) {
                        throw link;
                    }
                    renewed = true;
                } else if ((tooEarly(link.reason()) || noProtocol(failure))
                        && System.nanoTime() - start < BenchHistory.RESTART_GRACE.toNanos()) {
                    monitor.awaitLook();
                } else {
                    throw link;
                }
            }
        }
    }

    /** A service that has just come back shows its readers a little later, and its cards later still. */
    private boolean tooEarly(Reason reason) {
        return (reason == Reason.CARD_REMOVED || reason == Reason.READER_GONE || reason == Reason.CARD_MUTE)
                && (serviceWasGone || history.settling() || monitor.snapshot().service() != Service.RUNNING);
    }

    private static boolean noProtocol(Exception failure) {
        return PcscError.of(failure).orElse(null) == PcscError.SCARD_E_PROTO_MISMATCH;
    }

    private Card attempt(Sharing sharing) throws CardException, LinkFailure {
        CardTerminals terminals = context.isPresent() ? context.get() : ContextLock.call(api::terminals);
        context = Optional.of(terminals);
        if (terminal.isEmpty()) {
            terminal = find(terminals);
        }
        CardTerminal found = terminal.orElseThrow(
                () -> new LinkFailure(Reason.READER_GONE, PcscError.explain(name, Reason.READER_GONE)));
        Card card = ContextLock.call(() -> api.connect(found, sharing));
        if (!card.getProtocol().startsWith("T=")) {
            // pcscd is just powering the card and has no protocol for it yet.
            card.disconnect(false);
            throw new CardException(PcscError.SCARD_E_PROTO_MISMATCH.name());
        }
        return card;
    }

    /** Not getTerminal: that one hides why it finds nothing. */
    private Optional<CardTerminal> find(CardTerminals terminals) throws CardException {
        return terminals.list().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    private void forgetContext() {
        serviceWasGone = true;
        terminal = Optional.empty();
        context.ifPresent(api::discard);
        context = Optional.empty();
    }

    RawChannel channel(Card card) {
        return api.channel(card);
    }

    /** The link has just broken, which the monitor cannot see yet. */
    void broken(Reason reason) {
        if (reason == Reason.CARD_REMOVED || reason == Reason.CARD_MUTE) {
            history.doubt(name, System.nanoTime());
        }
        monitor.lookSoon();
    }

    void closed(PcscConnection connection) {
        connections.remove(connection);
        monitor.lookSoon();
    }

    /** Never waits: what hangs is left to its thread, a daemon. */
    @Override
    public void close() {
        connections.forEach(PcscConnection::close);
        thread.close(() -> context.ifPresent(api::release));
    }
}
