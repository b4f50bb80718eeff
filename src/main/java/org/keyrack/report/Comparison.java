package org.keyrack.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BenchOrder;

/**
 * Batches over time: their rates, and their failures by cause.
 *
 * @param points a batch each, oldest first
 * @param causes every cause in them with the units it stopped, the most frequent first
 * @param statistics yields of their modules
 */
public record Comparison(List<Point> points, List<CauseTotal> causes, Statistics statistics) {
    public Comparison {
        points = List.copyOf(points);
        causes = List.copyOf(causes);
    }

    /**
     * One batch.
     *
     * @param units every unit that was seen
     * @param failures units that are not done, by the sentence of their cause
     */
    public record Point(BatchSummary summary, int units, Map<String, Integer> failures) {
        /** Keys loaded per minute, from the batch's start to its end; empty when it has not ended or took no time. */
        public OptionalDouble keysPerMinute() {
            double seconds =
                    summary.duration().map(took -> took.toMillis() / 1000.0).orElse(0.0);
            return seconds > 0
                    ? OptionalDouble.of(summary.counts().of(KeyClass.LOADED) * 60 / seconds)
                    : OptionalDouble.empty();
        }

        /** Units that are not done. */
        public int notDone() {
            return failures.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** A cause's sentence and the units it stopped in all batches. */
    public record CauseTotal(String sentence, int units) {}

    /** Compares batches, of one bench or of several, in any order. */
    public static Comparison of(List<BatchFacts> batches, ReportText text) {
        List<BatchFacts> ordered = BenchOrder.oldestFirst(batches, BatchFacts::summary);
        List<Point> points = ordered.stream().map(facts -> point(facts, text)).toList();
        Map<String, Integer> totals = new LinkedHashMap<>();
        points.forEach(point -> point.failures().forEach((cause, units) -> totals.merge(cause, units, Integer::sum)));
        List<CauseTotal> causes = totals.entrySet().stream()
                .map(entry -> new CauseTotal(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(CauseTotal::units).reversed())
                .toList();
        return new Comparison(points, causes, Statistics.of(ordered, text));
    }

    private static Point point(BatchFacts facts, ReportText text) {
        Map<String, Integer> failures = new LinkedHashMap<>();
        facts.batch().units().stream()
                .filter(unit -> !unit.passed())
                .forEach(unit -> failures.merge(text.whyNot(unit), 1, Integer::sum));
        return new Point(facts.summary(), facts.batch().units().size(), failures);
    }
}
