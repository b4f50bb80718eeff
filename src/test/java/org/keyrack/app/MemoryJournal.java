package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.History;
import org.keyrack.journal.Journal;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** A journal in memory whose disk can be taken away; durability has its own tests in the ledger. */
public final class MemoryJournal implements Journal, History, Settler {
    private final List<DurableEvent> events = new ArrayList<>();
    private boolean available = true;
    private Before before = added -> {};
    private long batch;

    /** Looks at what is to be committed and may refuse it. */
    interface Before {
        void commit(List<? extends DurableEvent> added) throws JournalUnavailable, ClaimRefused;
    }

    @Override
    public synchronized long nextBatch() {
        return ++batch;
    }

    @Override
    public synchronized void commit(List<? extends DurableEvent> added) throws JournalUnavailable, ClaimRefused {
        before.commit(added);
        if (!available) {
            throw new JournalUnavailable("The disk was taken away by the test", null);
        }
        events.addAll(added);
    }

    /** Takes the disk away or gives it back. */
    public synchronized void available(boolean now) {
        available = now;
    }

    synchronized void before(Before look) {
        before = look;
    }

    public synchronized <T extends RunEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public OptionalLong highestCtr(Bytes asId) {
        return of(RunEvent.Exported.class).stream()
                .filter(event -> event.asId().equals(asId))
                .mapToLong(event -> event.header().ctr())
                .max();
    }

    @Override
    public List<OpenDownload> openDownloads(SerialNumber sn) {
        return List.of();
    }

    @Override
    public List<LoadedKey> loadedKeys(SerialNumber sn) {
        return List.of();
    }

    @Override
    public boolean settled(OpenDownload download, Optional<Loaded> loaded) {
        return true;
    }
}
