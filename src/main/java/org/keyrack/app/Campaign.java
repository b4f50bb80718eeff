package org.keyrack.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.ledger.ModuleHolding;

/**
 * How far T's have been replaced in a ledger's modules, over weeks and benches: who holds which T, and which receipts still want
 * it.
 *
 * @param holders by T, the lowest version first
 */
public record Campaign(SortedMap<HeldTransportKey, Holders> holders) {
    private static final Comparator<HeldTransportKey> BY_VERSION = Comparator.comparingInt(HeldTransportKey::version)
            .thenComparing(t -> t.kcv().toString());

    /**
     * Who holds a T, and what was done under it.
     *
     * @param modules that hold it, ascending by SN
     * @param notAudited receipts under it that no audit has confirmed, of any module
     * @param unauditedModules modules that have such receipts
     */
    public record Holders(List<ModuleHolding> modules, int notAudited, int unauditedModules) {
        private static final Holders NONE = new Holders(List.of(), 0, 0);

        public Holders {
            modules = List.copyOf(modules);
        }

        /** How many of them each bench gave it, or first saw with it. */
        public SortedMap<String, Integer> benches() {
            SortedMap<String, Integer> benches = new TreeMap<>();
            modules.forEach(module -> module.bench().ifPresent(bench -> benches.merge(bench, 1, Integer::sum)));
            return benches;
        }

        /** When the first of them got it, or was first seen with it. */
        public Instant since() {
            return modules.stream()
                    .flatMap(module -> module.since().stream())
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        }

        /** When any of them was seen last. */
        public Instant seen() {
            return modules.stream()
                    .map(ModuleHolding::seenAt)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        }

        /** Whether nothing wants this T any more. */
        public boolean free() {
            return modules.isEmpty() && notAudited == 0;
        }
    }

    /** Reads it from the lines of every bench. */
    public static Campaign of(ReportSource records) {
        Map<HeldTransportKey, List<ModuleHolding>> modules = new TreeMap<>(BY_VERSION);
        Map<HeldTransportKey, int[]> notAudited = new TreeMap<>(BY_VERSION);
        records.holdings(module -> {
            module.held()
                    .ifPresent(t ->
                            modules.computeIfAbsent(t, key -> new ArrayList<>()).add(module));
            module.notAudited().forEach((t, receipts) -> {
                int[] sum = notAudited.computeIfAbsent(t, key -> new int[2]);
                sum[0] += receipts;
                sum[1]++;
            });
        });
        SortedMap<HeldTransportKey, Holders> holders = new TreeMap<>(BY_VERSION);
        modules.forEach((t, list) -> holders.put(t, new Holders(list, 0, 0)));
        notAudited.forEach((t, sum) ->
                holders.put(t, new Holders(holders.getOrDefault(t, Holders.NONE).modules(), sum[0], sum[1])));
        return new Campaign(holders);
    }

    /** Of one T. */
    public Holders of(HeldTransportKey t) {
        return holders.getOrDefault(t, Holders.NONE);
    }
}
