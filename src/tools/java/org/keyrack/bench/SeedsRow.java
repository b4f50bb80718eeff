package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.measure.Figure;
import org.keyrack.simulation.Simulate;

/** Row 19: seeds a minute of the simulation, in a process of its own, as {@code ./dev simulate} runs them. */
final class SeedsRow {
    private static final String FIRST = "1000000";
    private static final double A_MINUTE = 1_000;
    private static final Pattern TALLY = Pattern.compile("([\\d,]+) seeds, .* (\\d+) min (\\d+) s, findings: (\\d+)");

    private SeedsRow() {}

    static List<Figure> measure() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Jvm.command(Simulate.class, "--from", FIRST, "--minutes", "1", "--go-on", "--as-found"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Optional<Matcher> tally = Optional.empty();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = TALLY.matcher(line);
                if (matcher.matches()) {
                    tally = Optional.of(matcher);
                } else {
                    System.err.println(line);
                }
            }
        }
        process.waitFor();
        Matcher said = tally.orElseThrow(() -> new IOException("The simulation did not come to its end"));
        double seconds = 60.0 * Integer.parseInt(said.group(2)) + Integer.parseInt(said.group(3));
        double seeds = Double.parseDouble(said.group(1).replace(",", ""));
        return List.of(
                Figure.of(
                                19,
                                "simulated seeds a minute, at most 15 modules",
                                "",
                                Figure.atLeast(A_MINUTE),
                                List.of(60 * seeds / seconds))
                        .with("processors", Runtime.getRuntime().availableProcessors()),
                Figure.of(19, "what these seeds found", "", Figure.atMost(0), List.of(Double.valueOf(said.group(4)))));
    }
}
