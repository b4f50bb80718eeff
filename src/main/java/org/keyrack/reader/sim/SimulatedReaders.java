package org.keyrack.reader.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers;
import org.keyrack.reader.SnapshotListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readers that exist in this process only. Cards are put in and taken out by calls, and by their own faults. Readers
 * work at the same time, each on a thread of its own. Thread-safe.
 */
public final class SimulatedReaders implements Readers {
    /** How long a card may take for one command before its caller gets HUNG; the same as behind PC/SC. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedReaders.class);

    private final Map<String, SimulatedReader> readers = new LinkedHashMap<>();
    private final SnapshotListeners listeners;
    private final ScheduledExecutorService events;
    private final Function<String, SimulatedCard> fresh;
    private final Duration answerLimit;
    private volatile ReaderSnapshot newest = new ReaderSnapshot(Service.RUNNING, List.of(), 0);
    private final int unnumbered;
    private int plugged;

    /**
     * Empty readers.
     *
     * @param names of the readers, in their order
     * @param unnumbered how many of them, the first ones, are no slots of modules
     * @param answerLimit after which a card that has not answered counts as hung
     * @param fresh makes the module that a swap puts into the reader of that name
     */
    public SimulatedReaders(
            List<String> names, int unnumbered, Duration answerLimit, Function<String, SimulatedCard> fresh) {
        this.unnumbered = unnumbered;
        this.fresh = fresh;
        this.answerLimit = answerLimit;
        ScheduledThreadPoolExecutor single = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sim-events");
            thread.setDaemon(true);
            return thread;
        });
        single.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        events = single;
        listeners = new SnapshotListeners(events);
        names.forEach(this::plug);
    }

    /** Adds an empty reader at the end. */
    public void plug(String reader) {
        synchronized (this) {
            if (readers.putIfAbsent(reader, new SimulatedReader(reader, shelf(), answerLimit, bench())) != null) {
                throw new IllegalArgumentException("There is a reader " + reader + " already");
            }
        }
        publish();
    }

    /** The slots of the modules are numbered from 1; those of the AS cards have no number. */
    private OptionalInt shelf() {
        int number = ++plugged - unnumbered;
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Takes a reader off, with what is in it. */
    public void unplug(String reader) {
        SimulatedReader known;
        synchronized (this) {
            known = known(reader);
            readers.remove(reader);
        }
        known.unplug();
    }

    /** Puts a card into a reader, which is emptied first if need be. */
    public void insert(String reader, SimulatedCard card) {
        find(reader).exchange(Optional.of(card));
    }

    /** Puts a card into a reader that has none; else nothing happens. */
    void insertIfEmpty(String reader, SimulatedCard card) {
        find(reader).insertIfEmpty(card);
    }

    /**
     * Takes the card out of a reader; a command at work is never answered.
     *
     * @return the card, to be put in somewhere; empty when none was there
     */
    public Optional<SimulatedCard> remove(String reader) {
        return find(reader).exchange(Optional.empty());
    }

    /** Takes the card out and puts another in, as fast as a hand never could: one insertion, no absence to be seen. */
    public void swap(String reader, SimulatedCard card) {
        find(reader).exchange(Optional.of(card));
    }

    private synchronized SimulatedReader find(String reader) {
        return known(reader);
    }

    private SimulatedReader known(String reader) {
        SimulatedReader known = readers.get(reader);
        if (known == null) {
            throw new IllegalArgumentException("There is no reader " + reader);
        }
        return known;
    }

    private SimulatedReader.Bench bench() {
        return new SimulatedReader.Bench() {
            @Override
            public void changed() {
                publish();
            }

            @Override
            public void dropped(String reader, SimulatedCard card, IOException how) {
                expect(reader, card, how);
            }
        };
    }

    /** Brings back what dropped the link, when it said so. */
    private void expect(String reader, SimulatedCard card, IOException how) {
        if (!(how instanceof CardGone gone) || gone.back().isEmpty()) {
            return;
        }
        try {
            ScheduledFuture<?> coming = events.schedule(
                    () -> comeBack(reader, card, gone.another()),
                    gone.back().get().toNanos(),
                    TimeUnit.NANOSECONDS);
            LOG.debug("Reader {}: a card comes back: {}", reader, coming);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Reader {}: the bench closes, no card comes back", reader);
        }
    }

    private void comeBack(String reader, SimulatedCard card, boolean another) {
        SimulatedReader known;
        synchronized (this) {
            known = readers.get(reader);
        }
        try {
            if (known != null) {
                known.insertIfEmpty(another ? fresh.apply(reader) : card);
            }
        } catch (RuntimeException mistake) {
            LOG.warn("Reader {}: no card comes back", reader, mistake);
        }
    }

    @Override
    public ReaderSnapshot snapshot() {
        return newest;
    }

    @Override
    public synchronized Subscription listen(Consumer<ReaderSnapshot> listener) {
        return listeners.add(listener, newest);
    }

    private synchronized void publish() {
        ReaderSnapshot now = new ReaderSnapshot(
                Service.RUNNING,
                readers.values().stream().map(SimulatedReader::snapshot).toList(),
                0);
        if (!now.equals(newest)) {
            newest = now;
            listeners.tell(now);
        }
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        SimulatedReader known;
        synchronized (this) {
            known = readers.get(reader);
        }
        if (known == null) {
            throw new LinkFailure(
                    LinkFailure.Reason.READER_GONE, "Reader " + reader + ": there is no such reader. Check its name.");
        }
        return known.open(sharing);
    }

    /** True: the cards are made of software. */
    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public void close() {
        List<SimulatedReader> all;
        synchronized (this) {
            all = List.copyOf(readers.values());
            readers.clear();
            events.shutdown();
        }
        all.forEach(SimulatedReader::unplug);
    }
}
