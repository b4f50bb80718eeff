package org.keyrack.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyrack.language.SentenceException;

/** Where a run, or any other producer of events, writes what must survive it. The ledger implements it. */
public interface Journal {
    /**
     * Number of the next batch on this bench, from 1; never given twice.
     *
     * @throws JournalUnavailable when the journal cannot be read or written
     */
    long nextBatch() throws JournalUnavailable;

    /**
     * Appends the events in this order and returns once they are durable. Called from many workers at once; what waits
     * is committed as one group.
     *
     * @throws JournalUnavailable when they could not be made durable; none of them counts, the call may be repeated
     * @throws ClaimRefused when an intent or a start is for a module that another batch has in work, or an SN was given to
     *     another card
     */
    void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused;

    /** Cannot write now: disk full, database stopped. The run waits before the next EXPORTKEY and tries again, or ends. */
    final class JournalUnavailable extends SentenceException {
        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        public JournalUnavailable(String message, @Nullable Throwable cause) {
            this(message, cause, false);
        }

        /** @param forGood whether it will never write again for this program */
        public JournalUnavailable(String message, @Nullable Throwable cause, boolean forGood) {
            super(message, cause);
            this.forGood = forGood;
        }

        /** Whether trying again is of no use, because another program works in this one's place. */
        public boolean isForGood() {
            return forGood;
        }
    }

    /** Another batch, here or on another bench, has this module or its SN; the message is the refusal's sentence. */
    final class ClaimRefused extends SentenceException {
        private static final long serialVersionUID = 1L;

        private final transient ClaimRefusal refusal;

        public ClaimRefused(ClaimRefusal refusal) {
            super(refusal.sentence());
            this.refusal = refusal;
        }

        public ClaimRefusal refusal() {
            return refusal;
        }
    }
}
