package org.keyrack.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.report.Comparison.CauseTotal;

/**
 * How modules went through batches: how many hold all that was asked for after their first try, how many after the last one,
 * and what stood in the way. A try is a module in a batch that did not find it complete already; what could not be read is a
 * module of its own.
 *
 * @param all every module
 * @param groups the same by where, when and by whom a module was tried first; causes by that of each try. In the order in which
 *     the batches name them
 */
public record Statistics(Row all, Map<By, List<Row>> groups) {
    /** What modules are told apart by. */
    public enum By {
        SLOT,
        READER,
        OPERATOR,
        DAY,
        BENCH
    }

    /**
     * Modules that have something in common.
     *
     * @param value what it is; empty for a reader whose slot has no number
     * @param modules how many
     * @param firstPass those that passed at their first try
     * @param afterRetry those that have passed at their last one
     * @param causes tries that failed by the sentence of their cause, the most frequent first
     */
    public record Row(String value, int modules, int firstPass, int afterRetry, List<CauseTotal> causes) {
        public Row {
            causes = List.copyOf(causes);
        }

        /** Tries that failed. */
        public int failures() {
            return causes.stream().mapToInt(CauseTotal::units).sum();
        }

        /** Share of the modules that passed at once, 0 to 1. */
        public double firstPassYield() {
            return modules == 0 ? 0 : (double) firstPass / modules;
        }

        /** Share of the modules that have passed in the end, 0 to 1. */
        public double finalYield() {
            return modules == 0 ? 0 : (double) afterRetry / modules;
        }

        /** Share of the failures that the first so many causes have together, 0 to 1. */
        public double cumulative(int first) {
            return failures() == 0
                    ? 0
                    : causes.stream().limit(first).mapToInt(CauseTotal::units).sum() / (double) failures();
        }
    }

    /** Of batches, oldest first. */
    static Statistics of(List<BatchFacts> batches, ReportText text) {
        Map<String, Module> modules = new LinkedHashMap<>();
        List<Try> tries = new ArrayList<>();
        for (BatchFacts batch : batches) {
            for (UnitRecord unit : batch.batch().units()) {
                if (unit.state() != ModuleClass.NOTHING_NEEDED && unit.state() != ModuleClass.IN_WORK) {
                    Try one = new Try(batch, unit);
                    tries.add(one);
                    modules.computeIfAbsent(one.module(), sn -> new Module(one)).last = one;
                }
            }
        }
        Map<By, List<Row>> groups = new EnumMap<>(By.class);
        for (By by : By.values()) {
            groups.put(by, rows(modules.values(), tries, one -> value(by, one, text), text));
        }
        return new Statistics(
                rows(modules.values(), tries, one -> "", text).stream()
                        .findFirst()
                        .orElse(new Row("", 0, 0, 0, List.of())),
                groups);
    }

    /** A module in a batch. */
    private record Try(BatchFacts batch, UnitRecord unit) {
        String module() {
            return unit.sn().map(sn -> sn.hex()).orElse(batch.name() + " " + unit.reader());
        }
    }

    /** The first and the last try of a module. */
    private static final class Module {
        private final Try first;
        private Try last;

        Module(Try first) {
            this.first = first;
            this.last = first;
        }
    }

    private static String value(By by, Try one, ReportText text) {
        return switch (by) {
            case SLOT ->
                one.unit().shelf().isPresent()
                        ? String.valueOf(one.unit().shelf().getAsInt())
                        : "";
            case READER -> one.unit().reader();
            case OPERATOR -> one.batch().summary().operator();
            case DAY -> text.day(one.batch().summary().started());
            case BENCH -> one.batch().summary().bench();
        };
    }

    private static List<Row> rows(
            Iterable<Module> modules, List<Try> tries, Function<Try, String> group, ReportText text) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (Module module : modules) {
            int[] count = counts.computeIfAbsent(group.apply(module.first), value -> new int[3]);
            count[0]++;
            count[1] += module.first.unit().passed() ? 1 : 0;
            count[2] += module.last.unit().passed() ? 1 : 0;
        }
        Map<String, Map<String, Integer>> causes = new LinkedHashMap<>();
        for (Try one : tries) {
            if (!one.unit().passed()) {
                counts.computeIfAbsent(group.apply(one), value -> new int[3]);
                causes.computeIfAbsent(group.apply(one), value -> new LinkedHashMap<>())
                        .merge(text.whyNot(one.unit()), 1, Integer::sum);
            }
        }
        List<Row> rows = new ArrayList<>();
        counts.forEach((value, count) -> rows.add(new Row(
                value,
                count[0],
                count[1],
                count[2],
                causes.getOrDefault(value, Map.of()).entrySet().stream()
                        .map(cause -> new CauseTotal(cause.getKey(), cause.getValue()))
                        .sorted(Comparator.comparingInt(CauseTotal::units).reversed())
                        .toList())));
        return List.copyOf(rows);
    }
}
