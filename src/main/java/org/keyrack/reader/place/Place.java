package org.keyrack.reader.place;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.place.PlacedReaders.Opener;
import org.keyrack.unit.OpenAs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One place. While its AS is lost it is opened again every two seconds, until somebody else has opened it. */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    private static final long AGAIN = 2;

    private final String name;
    private final Opener opener;
    private final ScheduledExecutorService looking;
    private final Runnable changed;
    private long insertion = 1;
    private boolean waiting;
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
        synchronized (this) {
            if (ready != null) {
                OpenAs taken = ready;
                ready = null;
                return taken;
            }
        }
        try {
            return opener.open(this::lost);
        } catch (CardFailure failure) {
            lost(failure);
            throw failure;
        }
    }

    private synchronized void lost(CardFailure failure) {
        if (!waiting && !closed) {
            LOG.info("The AS in {} is looked for: {}", name, failure.getMessage());
            waiting = true;
            lookLater();
        }
    }

    private void lookLater() {
        try {
            var unused = looking.schedule(this::look, AGAIN, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("Closed while {} was looked for", name);
        }
    }

    private void look() {
        OpenAs found;
        try {
            found = opener.open(this::lost);
        } catch (CardFailure still) {
            LOG.debug("{}: {}", name, still.getMessage());
            lookLater();
            return;
        }
        synchronized (this) {
            waiting = false;
            if (closed) {
                found.close();
                return;
            }
            if (ready != null) {
                ready.close();
            }
            ready = found;
            insertion++;
        }
        changed.run();
    }

    synchronized void close() {
        closed = true;
        if (ready != null) {
            ready.close();
            ready = null;
        }
    }
}
