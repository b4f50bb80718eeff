package org.keyrack.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/**
 * One batch, as its events tell it.
 *
 * @param bench the bench that ran it
 * @param batch its number there, from 1
 * @param chain the chain that its events are in
 * @param firstSeq number of its first event in that chain
 * @param head the chain's head when the batch ended or was last written to; what a report names
 * @param ended when it ended, or when the bench found it interrupted
 * @param reason why it ended, as {@code RunEvent.EndReason} in lower case
 * @param profileHash SHA-256 of the profile, 32 bytes
 * @param asId the AS at its start, 4 bytes
 * @param setKcv KCV(T) of the set
 * @param simulated whether the cards were the virtual bench's
 * @param unitsPlanned units in the plan
 * @param keysPlanned downloads in the plan
 * @param counts units and keys by result; settlements that came after the end are counted by {@link BatchView} only
 */
public record BatchSummary(
        String bench,
        long batch,
        String chain,
        long firstSeq,
        Head head,
        Instant started,
        Optional<Instant> ended,
        State state,
        Optional<String> reason,
        String profile,
        Bytes profileHash,
        String operator,
        Bytes asId,
        Kcv setKcv,
        boolean simulated,
        int unitsPlanned,
        int keysPlanned,
        Counts counts) {
    /** How a batch stands. */
    public enum State {
        /** Begun and neither ended nor found interrupted: it is in work now, or the program has not been started since. */
        RUNNING,
        ENDED,
        /** The program or the machine stopped in the middle. */
        INTERRUPTED
    }

    /**
     * Results.
     *
     * @param unitsDone units with all their keys
     * @param unitsFailed the others that were to be loaded; what the plan refused is in none of these
     * @param keysLoaded proved by their receipts
     * @param keysFailed last try not loaded
     * @param keysUnknown outcome not known
     */
    public record Counts(int unitsDone, int unitsFailed, int keysLoaded, int keysFailed, int keysUnknown) {}

    /** From the start to the end; empty while there is none. */
    public Optional<Duration> duration() {
        return ended.map(end -> Duration.between(started, end));
    }
}
