package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.protocol.SerialNumber;

/**
 * One module in one batch.
 *
 * @param reader the reader it was in
 * @param state how it stands
 * @param started when its work began; empty when it was refused before
 * @param ended when its work ended
 * @param keysPlanned downloads planned for it
 * @param attempts every try, in order
 * @param failure why it is not done
 * @param setAside when it was put aside; empty when not, or when it was begun again since
 * @param setAsideBy who put it aside; empty also in a ledger that was written before this was kept
 */
public record UnitRecord(
        SerialNumber sn,
        String reader,
        State state,
        Optional<Instant> started,
        Optional<Instant> ended,
        int keysPlanned,
        List<KeyRecord> attempts,
        Optional<FailureRecord> failure,
        Optional<Instant> setAside,
        Optional<String> setAsideBy) {
    public UnitRecord {
        attempts = List.copyOf(attempts);
    }

    /** How a module stands at the end of a batch; a settlement that came later has been taken in. */
    public enum State {
        IN_WORK,
        DONE,
        FAILED,
        UNKNOWN,
        STOPPED,
        /** The program stopped while the unit was in work, or before its first key. */
        INTERRUPTED,
        /** The plan refused it, or another batch had it in work. Nothing was written to it. */
        REFUSED,
        /** It held already what the profile asks for. */
        NOTHING_NEEDED
    }

    /** Whether it holds all that the profile asks for. */
    public boolean passed() {
        return state == State.DONE || state == State.NOTHING_NEEDED;
    }

    /** Whether the batch was to load it: neither refused by the plan nor found complete. */
    public boolean planned() {
        return state != State.NOTHING_NEEDED
                && !(state == State.REFUSED
                        && failure.map(FailureRecord::atPlanning).orElse(true));
    }

    /** The last try of each download, in the order of their first tries. */
    public List<KeyRecord> keys() {
        Map<Long, KeyRecord> last = new LinkedHashMap<>();
        for (KeyRecord attempt : attempts) {
            last.put((long) attempt.ref1() << 16 | attempt.ref2(), attempt);
        }
        return new ArrayList<>(last.values());
    }

    /** Downloads whose last try stands so. */
    public int count(KeyRecord.State wanted) {
        return (int) keys().stream().filter(key -> key.state() == wanted).count();
    }
}
