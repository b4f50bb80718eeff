package org.keyrack.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/**
 * One batch, as its events tell it.
 *
 * @param id the bench that ran it and its number there
 * @param chain the chain that its events are in
 * @param firstSeq number of its first event in that chain
 * @param head the chain's head when the batch ended or was last written to; what a report names
 * @param ended when it ended, or when the bench found it interrupted
 * @param reason why it ended
 * @param profileHash SHA-256 of the profile, 32 bytes
 * @param asId the AS at its start, 4 bytes
 * @param setKcv KCV(T) of the set
 * @param simulated whether the cards were the virtual bench's
 * @param unitsPlanned units in the plan
 * @param keysPlanned downloads in the plan
 * @param counts modules and keys by class, settlements and settings aside after the end included
 */
public record BatchSummary(
        BatchId id,
        ChainName chain,
        long firstSeq,
        Head head,
        Instant started,
        Optional<Instant> ended,
        State state,
        Optional<EndReason> reason,
        String profile,
        Bytes profileHash,
        String operator,
        Bytes asId,
        Kcv setKcv,
        boolean simulated,
        int unitsPlanned,
        int keysPlanned,
        BatchCounts counts) {
    /** How a batch stands. */
    public enum State {
        /** Begun and neither ended nor found interrupted: it is in work now, or the program has not been started since. */
        RUNNING,
        ENDED,
        /** The program or the machine stopped in the middle. */
        INTERRUPTED
    }

    public String bench() {
        return id.bench();
    }

    /** Its number on its bench, from 1. */
    public long batch() {
        return id.number();
    }

    /** Whether it ran to its end and was not stopped; its modules may have failed all the same. */
    public boolean finished() {
        return state == State.ENDED && reason.equals(Optional.of(EndReason.FINISHED));
    }

    /** Whether it was run after another: on one bench by their numbers, on two by the benches' clocks. */
    public boolean isAfter(BatchSummary other) {
        return bench().equals(other.bench()) ? batch() > other.batch() : started.isAfter(other.started);
    }

    /** From the start to the end; empty while there is none. */
    public Optional<Duration> duration() {
        return ended.map(end -> Duration.between(started, end));
    }
}
