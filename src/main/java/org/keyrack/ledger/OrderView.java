package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.order.SerialRange;
import org.keyrack.order.SignedOrder;
import org.keyrack.protocol.SerialNumber;

/**
 * How an order stands, counted from the lines.
 *
 * @param signed the order
 * @param opened when
 * @param closed when; empty while it is open
 * @param simulated whether a batch of it was the virtual bench's
 * @param used modules that a key of the order is in, or may be
 * @param modules every module that was seen under it, in the worst class that it has last
 * @param work what was done with each of them, by its SN
 * @param missing modules that are not there: named ones that were never seen, or places that nobody took
 * @param missingNamed the named ones
 */
public record OrderView(
        SignedOrder signed,
        Instant opened,
        Optional<Instant> closed,
        boolean simulated,
        int used,
        Map<SerialNumber, ModuleClass> modules,
        Map<SerialNumber, Work> work,
        int missing,
        List<SerialRange> missingNamed) {
    /** Classes, worst first. */
    public static final List<ModuleClass> CLASSES = List.of(
            ModuleClass.UNKNOWN,
            ModuleClass.FAILED,
            ModuleClass.REFUSED,
            ModuleClass.SET_ASIDE,
            ModuleClass.STOPPED,
            ModuleClass.DONE,
            ModuleClass.NOTHING_NEEDED);

    public OrderView {
        modules = Map.copyOf(modules);
        work = Map.copyOf(work);
        missingNamed = List.copyOf(missingNamed);
    }

    /**
     * What was done with a module under the order.
     *
     * @param batches that have seen it, each bench's in order
     * @param keysLoaded keys that it got in them
     */
    public record Work(List<BatchId> batches, int keysLoaded) {
        static final Work NONE = new Work(List.of(), 0);

        public Work {
            batches = List.copyOf(batches);
        }

        Work and(BatchId batch, int loaded) {
            List<BatchId> more = new ArrayList<>(batches);
            if (!more.contains(batch)) {
                more.add(batch);
            }
            return new Work(more, keysLoaded + loaded);
        }
    }

    /** How many modules are in each class; their sum is how many were seen. */
    public ModuleCounts counts() {
        ModuleCounts counts = ModuleCounts.NONE;
        for (ModuleClass each : CLASSES) {
            counts = counts.plus(
                    each, (int) modules.values().stream().filter(each::equals).count());
        }
        return counts;
    }

    /** Modules in a class, ascending. */
    public List<SerialNumber> in(ModuleClass wanted) {
        return modules.entrySet().stream()
                .filter(module -> module.getValue() == wanted)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** A class as lines and certificates write it: {@code nothingNeeded}. */
    public static String word(ModuleClass each) {
        String[] parts = each.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
        }
        return word.toString();
    }
}
