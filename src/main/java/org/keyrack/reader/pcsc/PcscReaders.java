package org.keyrack.reader.pcsc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bench behind PC/SC. Readers work at the same time: each has a context and a thread of its own, and a third party,
 * the monitor, has another. Survives restarts of the service; open connections do not, and say SERVICE_GONE.
 */
public final class PcscReaders implements Readers {
    /** How long a card may take for one command before its caller gets HUNG. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    public static final Duration LOOK_INTERVAL = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(PcscReaders.class);
    private static final String NOT_INSTALLED =
            "The smart-card service is not installed. Install it (on Debian: apt-get install pcscd libpcsclite1), or name"
                    + " its library with -D" + PcscInstallation.LIBRARY_PROPERTY + "=PATH.";
    private static final String ACCESS_DENIED =
            "This user may not use the smart-card service. Log in at the machine itself, or ask its administrator for a"
                    + " polkit rule for org.debian.pcsc-lite.access_pcsc and access_card.";

    private final Provider provider;
    private final Duration answerLimit;
    private final BenchHistory history;
    private final BenchMonitor monitor;
    private final Map<String, CardReader> readers = new ConcurrentHashMap<>();
    private Optional<SmartcardApi> api = Optional.empty();
    private boolean closed;

    public PcscReaders() {
        this(Provider.JNA, ANSWER_LIMIT, LOOK_INTERVAL);
    }

    public PcscReaders(Provider provider) {
        this(provider, ANSWER_LIMIT, LOOK_INTERVAL);
    }

    /**
     * @param answerLimit after which a card that has not answered counts as hung
     * @param interval between two looks at the bench, 100 to 200 ms
     */
    public PcscReaders(Provider provider, Duration answerLimit, Duration interval) {
        this.provider = provider;
        this.answerLimit = answerLimit;
        PcscInstallation.locate();
        history = new BenchHistory(PcscInstallation.readerLimit());
        monitor = new BenchMonitor(new NativeWatch(), history, ownView(), interval);
        monitor.start();
    }

    private BenchHistory.OwnView ownView() {
        return new BenchHistory.OwnView() {
            @Override
            public boolean holds(String reader) {
                CardReader known = readers.get(reader);
                return known != null && known.holdsExclusively();
            }

            @Override
            public boolean hung(String reader) {
                CardReader known = readers.get(reader);
                return known != null && known.thread().hung();
            }
        };
    }

    @Override
    public ReaderSnapshot snapshot() {
        return monitor.snapshot();
    }

    @Override
    public Subscription listen(Consumer<ReaderSnapshot> listener) {
        return monitor.listen(listener);
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        ReaderSnapshot now = snapshot();
        switch (now.service()) {
            case NOT_INSTALLED -> throw new LinkFailure(Reason.SERVICE_GONE, NOT_INSTALLED);
            case ACCESS_DENIED -> throw new LinkFailure(Reason.OTHER, ACCESS_DENIED);
            case RUNNING -> {
                if (now.reader(reader).isEmpty()) {
                    throw new LinkFailure(Reason.READER_GONE, PcscError.explain(reader, Reason.READER_GONE));
                }
            }
            case STARTING, STOPPED -> LOG.debug("Opening {} although the service is not known to run", reader);
        }
        return reader(reader).open(sharing);
    }

    private synchronized CardReader reader(String name) throws LinkFailure {
        if (closed) {
            throw new LinkFailure(Reason.CLOSED, PcscError.explain(name, Reason.CLOSED));
        }
        SmartcardApi used;
        try {
            used = api.isPresent() ? api.get() : SmartcardApi.of(provider);
        } catch (UnsatisfiedLinkError | IllegalStateException missing) {
            throw new LinkFailure(Reason.SERVICE_GONE, NOT_INSTALLED, missing);
        }
        api = Optional.of(used);
        return readers.computeIfAbsent(name, key -> new CardReader(key, used, monitor, history, answerLimit));
    }

    /** False: these are real readers, whatever is in them. */
    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            monitor.close();
            readers.values().forEach(CardReader::close);
        }
    }
}
