package org.keyrack.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the writer knows of its chain. A transaction works on a copy, which replaces it once it is committed. */
final class ChainState {
    /** Modules that the running batch has claimed, by SN; true when their earlier downloads are known to be settled. */
    final Map<String, Boolean> claimed;

    Head head;
    /** The running batch, or 0. */
    long batch;

    Instant batchStarted;

    ChainState(Head head) {
        this(head, 0, Instant.EPOCH, new HashMap<>());
    }

    private ChainState(Head head, long batch, Instant batchStarted, Map<String, Boolean> claimed) {
        this.head = head;
        this.batch = batch;
        this.batchStarted = batchStarted;
        this.claimed = claimed;
    }

    ChainState copy() {
        return new ChainState(head, batch, batchStarted, new HashMap<>(claimed));
    }
}
