package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.ExportsLeft;
import org.keyrack.protocol.Bytes;

/**
 * Counts down what the AS of a batch had left when they were read. The counter of an AS orders its exports whatever bench asked
 * for them; a virtual AS counts anew with each program, so there only the batch's own exports count.
 */
final class ExportsCount {
    private final Handle handle;
    private final Database database;

    ExportsCount(Handle handle, Database database) {
        this.handle = handle;
        this.database = database;
    }

    /**
     * What is left now.
     *
     * @param start the batch's beginning
     * @param served the AS that have exported for it, by their ids in hexadecimal
     * @throws LedgerUnreadable when a line is not of its form
     */
    BenchExports of(EventLine start, Set<String> served) {
        return LedgerUnreadable.guard(() -> count(start, served));
    }

    private BenchExports count(EventLine start, Set<String> served) {
        List<ExportsLeft> read = ExportsLeftField.read(start);
        Set<Bytes> known = read.stream().map(ExportsLeft::asId).collect(Collectors.toSet());
        if (read.isEmpty()
                || !known.stream().map(Bytes::hex).collect(Collectors.toSet()).containsAll(served)) {
            return BenchExports.NOT_KNOWN;
        }
        List<BenchExports.Fewest> left = new ArrayList<>();
        read.forEach(as -> left.addAll(left(start, as)));
        return new BenchExports(true, known, left.stream().min(Comparator.comparingLong(BenchExports.Fewest::left)));
    }

    private List<BenchExports.Fewest> left(EventLine start, ExportsLeft as) {
        if (as.left().isEmpty()) {
            return List.of();
        }
        boolean simulated = start.flag("simulated");
        List<EventLine> exports = Chains.exportsAfter(
                        handle, database, as.asId().hex(), as.ctr())
                .stream()
                .filter(export -> !simulated || export.batch().equals(start.batch()))
                .toList();
        Map<Integer, EventLine> given = simulated ? Map.of() : given(as);
        return as.left().entrySet().stream()
                .map(key -> new BenchExports.Fewest(
                        as.asId(),
                        key.getKey(),
                        left(key.getKey(), key.getValue(), Optional.ofNullable(given.get(key.getKey())), exports)))
                .toList();
    }

    private static long left(int ref1, long read, Optional<EventLine> given, List<EventLine> exports) {
        long before = given.map(ExportsCount::number).orElse(read);
        long from = given.map(act -> act.number("ctr")).orElse(0L);
        String key = EventEncoder.reference(ref1);
        long since = exports.stream()
                .filter(export -> export.text("ref1").equals(key) && export.number("ctr") > from)
                .count();
        return Math.max(0, before - since);
    }

    /** The last act since the AS was read that gave a key other exports, by REF1. */
    private Map<Integer, EventLine> given(ExportsLeft as) {
        Map<Integer, EventLine> given = new HashMap<>();
        for (EventLine act : Chains.actsAfter(handle, database, as.asId().hex(), as.acts())) {
            if (act.text("act").equals(AsAct.EXPORTS_LEFT.word())) {
                given.put((int) word(act, 0), act);
            }
        }
        return given;
    }

    private static long number(EventLine act) {
        return word(act, 1);
    }

    /** Of the object of such an act: REF1, or how many exports it has. */
    private static long word(EventLine act, int index) {
        String[] words = act.text("object").split(" ", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("no exports of a key: " + act.text("object"));
        }
        return Long.parseLong(words[index]);
    }
}
