package org.keyrack.reader;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.keyrack.reader.Readers.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of snapshots. Listeners are called on one thread, never concurrently; a listener that fails is logged and the
 * others are told all the same. Callers see to it that snapshots come in order.
 */
public final class SnapshotListeners {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotListeners.class);

    private final Executor telling;
    private final List<Told> listeners = new CopyOnWriteArrayList<>();

    /** One subscription: a listener that is registered twice is told twice. */
    private static final class Told {
        private final Consumer<ReaderSnapshot> listener;

        Told(Consumer<ReaderSnapshot> listener) {
            this.listener = listener;
        }
    }

    /** @param telling one thread; what it refuses because it closes is not told */
    public SnapshotListeners(Executor telling) {
        this.telling = telling;
    }

    /** Adds a listener and tells it the newest snapshot. */
    public Subscription add(Consumer<ReaderSnapshot> listener, ReaderSnapshot newest) {
        Told told = new Told(listener);
        listeners.add(told);
        tell(told, newest);
        return () -> listeners.remove(told);
    }

    public void tell(ReaderSnapshot snapshot) {
        listeners.forEach(told -> tell(told, snapshot));
    }

    private void tell(Told told, ReaderSnapshot snapshot) {
        try {
            telling.execute(() -> {
                try {
                    if (listeners.contains(told)) {
                        told.listener.accept(snapshot);
                    }
                } catch (RuntimeException mistake) {
                    LOG.warn("A listener of the readers failed", mistake);
                }
            });
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closed before a listener was told");
        }
    }
}
