package org.keyrack.ui;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal;

/** A ledger on a disk that can be full. */
public final class FullLedger {
    private FullLedger() {}

    /** The ledger as long as the disk has room; then each commit is refused. */
    public static OpenLedger of(OpenLedger ledger, AtomicBoolean full) {
        return ledger.behind(journal -> new Full(journal, full));
    }

    private record Full(Journal journal, AtomicBoolean full) implements Journal {
        @Override
        public long nextBatch() throws JournalUnavailable {
            return journal.nextBatch();
        }

        @Override
        public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
            if (full.get()) {
                throw new JournalUnavailable("No space left on device", null);
            }
            journal.commit(events);
        }
    }
}
