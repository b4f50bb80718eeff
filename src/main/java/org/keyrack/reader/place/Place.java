package org.keyrack.reader.place;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.place.PlacedReaders.Opener;
import org.keyrack.unit.OpenAs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place. An AS that could not be opened is tried again, soon at first, then every half minute, until that or somebody else
 * has opened it. One that is lost in use is opened again by whoever used it, as a card that was reset is read again.
 */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    private static final long SOON = 2;
    private static final int SOON_TRIES = 30;
    private static final long LATER = 30;

    private final String name;
    private final Opener opener;
    private final ScheduledExecutorService looking;
    private final Runnable changed;
    private long insertion = 1;
    private boolean waiting;
    private int tries;
    private boolean closed;
    /** Opened by looking again, for whoever asks next. */
    private @Nullable OpenAs ready;

    Place(String name, Opener opener, ScheduledExecutorService looking, Runnable changed) {
        this.name = name;
        this.opener = opener;
        this.looking = looking;
        this.changed = changed;
    }

    synchronized long insertion() {
        return insertion;
    }

    OpenAs open() throws CardFailure {
        Optional<OpenAs> found = takeReady();
        if (found.isPresent()) {
            return found.get();
        }
        try {
            OpenAs opened = opener.open();
            opened();
            return opened;
        } catch (CardFailure failure) {
            lookLater(failure);
            throw failure;
        }
    }

    private synchronized Optional<OpenAs> takeReady() {
        Optional<OpenAs> taken = Optional.ofNullable(ready);
        ready = null;
        return taken;
    }

    private synchronized void opened() {
        waiting = false;
        tries = 0;
    }

    private synchronized void lookLater(CardFailure failure) {
        if (!waiting && !closed) {
            LOG.info("The AS in {} is looked for: {}", name, failure.getMessage());
            waiting = true;
            schedule();
        }
    }

    private synchronized void schedule() {
        try {
            var unused = looking.schedule(this::look, tries < SOON_TRIES ? SOON : LATER, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closed while {} was looked for", name);
        }
    }

    private void look() {
        synchronized (this) {
            if (!waiting || closed) {
                return;
            }
            tries++;
        }
        OpenAs found;
        try {
            found = opener.open();
        } catch (CardFailure still) {
            LOG.debug("{}: {}", name, still.getMessage());
            schedule();
            return;
        }
        synchronized (this) {
            if (closed || !waiting) {
                found.close();
                return;
            }
            opened();
            ready = found;
            insertion++;
        }
        changed.run();
    }

    synchronized void close() {
        closed = true;
        takeReady().ifPresent(OpenAs::close);
    }
}
