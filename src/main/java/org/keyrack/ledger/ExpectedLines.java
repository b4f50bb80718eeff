package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.protocol.SerialNumber;

/**
 * A list of expected modules as lines. Consecutive SNs, as a delivery mostly has them, are one entry {@code FIRST-LAST}, so
 * that a thousand take one short line; a line has at most {@value #ENTRIES} entries, less than 10 KB.
 */
final class ExpectedLines {
    static final int ENTRIES = 256;

    private static final String MODULES = "modules";
    private static final String TOTAL = "total";

    private ExpectedLines() {}

    static List<EventLine> of(ModulesExpected event) {
        List<String> entries = entries(event.modules());
        List<EventLine> lines = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += ENTRIES) {
            lines.add(EventLine.of(EventType.MODULES_EXPECTED, event.at())
                    .with("batch", event.batch())
                    .with(TOTAL, event.modules().size())
                    .with(MODULES, entries.subList(from, Math.min(entries.size(), from + ENTRIES))));
        }
        return lines;
    }

    private static List<String> entries(List<SerialNumber> modules) {
        List<String> entries = new ArrayList<>();
        int first = 0;
        while (first < modules.size()) {
            int last = first;
            while (last + 1 < modules.size() && number(modules.get(last)) + 1 == number(modules.get(last + 1))) {
                last++;
            }
            String entry = modules.get(first).hex();
            entries.add(first == last ? entry : entry + "-" + modules.get(last).hex());
            first = last + 1;
        }
        return entries;
    }

    /**
     * The list again, from all its lines in their order.
     *
     * @throws LedgerUnreadable when they are not a whole list
     */
    static ExpectedUnits read(List<EventLine> lines) {
        long total = lines.get(0).number(TOTAL);
        Set<SerialNumber> modules = new LinkedHashSet<>();
        for (EventLine line : lines) {
            for (String entry : line.list(MODULES)) {
                add(modules, entry, total);
            }
        }
        if (modules.size() != total) {
            throw wrong();
        }
        return new ExpectedUnits(modules);
    }

    private static void add(Set<SerialNumber> modules, String entry, long total) {
        String[] ends = entry.split("-", -1);
        long first = Long.parseUnsignedLong(ends[0], 16);
        long count = Long.parseUnsignedLong(ends[ends.length - 1], 16) - first + 1;
        // Checked before it is counted out: a line that somebody changed may say anything.
        if (ends.length > 2 || count < 1 || count > total - modules.size()) {
            throw wrong();
        }
        for (long i = 0; i < count; i++) {
            modules.add(SerialNumber.parse(String.format(Locale.ROOT, "%016x", first + i)));
        }
    }

    private static long number(SerialNumber sn) {
        return Long.parseUnsignedLong(sn.hex(), 16);
    }

    private static LedgerUnreadable wrong() {
        return LedgerUnreadable.event("a list of expected modules is not whole", null);
    }
}
