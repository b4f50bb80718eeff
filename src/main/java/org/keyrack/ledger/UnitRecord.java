package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.ModuleClass;
import org.keyrack.protocol.SerialNumber;

/**
 * One module in one batch.
 *
 * @param sn its SN; empty when it could not be read
 * @param reader the reader it was in
 * @param shelf the number of that reader's slot of the shelf; absent when it had none, or an older program wrote it
 * @param state the class that it is in; a settlement that came later has been taken in
 * @param planned whether the batch was to load it: neither refused by the plan nor found complete
 * @param started when its work began; empty when it was refused before
 * @param ended when its work ended
 * @param keysPlanned downloads planned for it
 * @param counts its keys by class
 * @param attempts every try, in order
 * @param failure why it is not done
 * @param setAside when it was put aside; empty when not, or when it was begun again since
 * @param setAsideBy who put it aside; empty also in a ledger that was written before this was kept
 * @param releasedBy the supervisor who released its start, when it was held back
 */
public record UnitRecord(
        Optional<SerialNumber> sn,
        String reader,
        OptionalInt shelf,
        ModuleClass state,
        boolean planned,
        Optional<Instant> started,
        Optional<Instant> ended,
        int keysPlanned,
        KeyCounts counts,
        List<KeyRecord> attempts,
        Optional<FailureRecord> failure,
        Optional<Instant> setAside,
        Optional<String> setAsideBy,
        Optional<String> releasedBy) {
    public UnitRecord {
        attempts = List.copyOf(attempts);
    }

    /** Whether this is the module with an SN. */
    public boolean is(SerialNumber number) {
        return sn.equals(Optional.of(number));
    }

    /** By the numbers of their slots, ascending; those without a number after them, by their readers. */
    public static Comparator<UnitRecord> bySlot() {
        return Comparator.comparingInt((UnitRecord unit) -> unit.shelf().orElse(Integer.MAX_VALUE))
                .thenComparing(UnitRecord::reader);
    }

    /** Whether it holds all that the profile asks for. */
    public boolean passed() {
        return state.passed();
    }

    /** The last try of each download, in the order of their first tries. */
    public List<KeyRecord> keys() {
        Map<Long, KeyRecord> last = new LinkedHashMap<>();
        for (KeyRecord attempt : attempts) {
            last.put((long) attempt.ref1() << 16 | attempt.ref2(), attempt);
        }
        return new ArrayList<>(last.values());
    }
}
