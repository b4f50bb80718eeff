package org.keyrack.reader.pcsc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
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
    private CardTerminals context;
    private CardTerminal terminal;

    CardReader(String name, SmartcardApi api, BenchMonitor monitor, BenchHistory history, Duration answerLimit) {
        this.name = name;
        this.api = api;
        this.monitor = monitor;
        this.history = history;
        this.answerLimit = answerLimit;
        thread = new ReaderThread(name, monitor::lookSoon);
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
                        PcscConnection connection = new PcscConnection(this, sharing, connect(sharing));
                        if (!outcome.compareAndSet(null, connection)) {
                            // The caller has gone: it waited too long.
                            connection.disconnect();
                            throw new LinkFailure(Reason.CLOSED, PcscError.explain(name, Reason.CLOSED, null));
                        }
                        connections.add(connection);
                        return connection;
                    },
                    answerLimit.plusMillis(BenchHistory.patienceMilliseconds()));
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("Connecting sends no command", impossible);
        } catch (LinkFailure failure) {
            if (outcome.getAndSet(failure) instanceof PcscConnection late) {
                late.close();
            }
            throw failure;
        }
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
                return attempt(sharing);
            } catch (CardException | IllegalArgumentException | IllegalStateException failure) {
                LinkFailure link = PcscError.link(name, failure);
                if (link.reason() == Reason.SERVICE_GONE && !renewed) {
                    renewed = true;
                    forgetContext();
                    continue;
                }
                boolean early = link.reason() == Reason.CARD_REMOVED || link.reason() == Reason.READER_GONE;
                long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (!early || !(renewed || history.settling()) || waited > BenchHistory.patienceMilliseconds()) {
                    throw link;
                }
                monitor.awaitLook();
            }
        }
    }

    private Card attempt(Sharing sharing) throws CardException, LinkFailure {
        if (context == null) {
            context = ContextLock.call(api::terminals);
        }
        if (terminal == null) {
            terminal = context.getTerminal(name);
        }
        if (terminal == null) {
            throw new LinkFailure(Reason.READER_GONE, PcscError.explain(name, Reason.READER_GONE, null));
        }
        return ContextLock.call(() -> api.connect(terminal, sharing));
    }

    private void forgetContext() {
        terminal = null;
        if (context != null) {
            api.discard(context);
            context = null;
        }
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
        thread.close(() -> {
            if (context != null) {
                api.release(context);
            }
        });
    }
}
