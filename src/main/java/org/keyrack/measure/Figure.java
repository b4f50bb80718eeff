package org.keyrack.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A measured figure beside its goal.
 *
 * @param row number in docs/performance.md
 * @param name what was measured
 * @param unit of the values; empty for a ratio
 * @param cold the first measurement, before the warm ones
 * @param samples the warm ones; none when it could not be measured
 * @param goal empty for a figure that is reported only
 * @param details further values, by name
 */
public record Figure(
        int row,
        String name,
        String unit,
        Optional<Double> cold,
        List<Double> samples,
        Optional<Goal> goal,
        Map<String, Double> details) {
    public Figure {
        samples = List.copyOf(samples);
        details = Map.copyOf(details);
    }

    /** What a figure has to reach. */
    public record Goal(Side side, double limit) {
        boolean met(double value) {
            return side == Side.AT_MOST ? value <= limit : value >= limit;
        }

        @Override
        public String toString() {
            return (side == Side.AT_MOST ? "≤ " : "≥ ") + number(limit);
        }
    }

    /** Whether more is better. */
    public enum Side {
        AT_MOST,
        AT_LEAST
    }

    /** A figure of a series that is reported only: the first measurement is the cold one. */
    public static Figure of(int row, String name, String unit, List<Double> series) {
        return of(row, name, unit, Optional.empty(), series);
    }

    /** A figure of a series: the first measurement is the cold one. */
    public static Figure of(int row, String name, String unit, Goal goal, List<Double> series) {
        return of(row, name, unit, Optional.of(goal), series);
    }

    private static Figure of(int row, String name, String unit, Optional<Goal> goal, List<Double> series) {
        boolean warm = series.size() > 1;
        return new Figure(
                row,
                name,
                unit,
                warm ? Optional.of(series.get(0)) : Optional.empty(),
                warm ? series.subList(1, series.size()) : series,
                goal,
                Map.of());
    }

    /** A figure that this machine cannot give; its name says why. */
    public static Figure unmeasured(int row, String name) {
        return new Figure(row, name, "", Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    public static Goal atMost(double limit) {
        return new Goal(Side.AT_MOST, limit);
    }

    public static Goal atLeast(double limit) {
        return new Goal(Side.AT_LEAST, limit);
    }

    public Figure with(String detail, double value) {
        Map<String, Double> more = new LinkedHashMap<>(details);
        more.put(detail, value);
        return new Figure(row, name, unit, cold, samples, goal, more);
    }

    /** Median of the warm samples. */
    public double value() {
        return median(samples);
    }

    /** Empty when there is no goal. */
    public Optional<Boolean> met() {
        return goal.map(each -> each.met(value()));
    }

    /** The middle one, or the mean of the two in the middle. */
    public static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }

    /** The figure for programs. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("row", row).put("name", name).put("unit", unit);
        if (!samples.isEmpty()) {
            node.put("value", value());
        }
        cold.ifPresent(first -> node.put("cold", first));
        ArrayNode list = node.putArray("samples");
        samples.forEach(list::add);
        goal.ifPresent(each -> node.put("goal", each.toString()));
        met().ifPresent(each -> node.put("met", each));
        ObjectNode more = node.putObject("details");
        details.keySet().stream().sorted().forEach(key -> more.put(key, details.get(key)));
        return node;
    }

    /** A table for people, a line a figure. */
    public static String table(List<Figure> figures) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-3s %-64s %12s %12s %10s  %s", "Row", "Measure", "Figure", "Cold", "Goal", "Mark"));
        for (Figure figure : figures) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-3d %-64s %12s %12s %10s  %s",
                    figure.row(),
                    figure.name(),
                    figure.samples().isEmpty()
                            ? "-"
                            : number(figure.value()) + (figure.unit().isEmpty() ? "" : " ") + figure.unit(),
                    figure.cold().map(Figure::number).orElse("-"),
                    figure.goal().map(Goal::toString).orElse("-"),
                    figure.met().map(met -> met ? "met" : "MISSED").orElse("")));
        }
        return String.join(System.lineSeparator(), lines);
    }

    static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT,
                value == Math.rint(value) && size < 1e9 ? "%.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.2f" : "%.4f",
                value);
    }
}
