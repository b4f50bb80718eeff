package org.keyrack.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.simulation.Simulation.Outcome;

/** The whole program but its screen, by schedules and faults that seeds draw. */
@Tag("simulation")
class SimulationTest {
    private static final long SEEDS = 2_000;
    private static final int UNITS = 15;
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "simulation");

    private static TimeZone zone;

    /** Orders end at this computer's midnight; a seed is the same run on every computer. */
    @BeforeAll
    static void everySeedIsInOneTimeZone() {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void thoseAfterItAreInTheirs() {
        TimeZone.setDefault(zone);
    }

    @Test
    void twoThousandSeedsFindNothing() throws Exception {
        List<String> found = new ArrayList<>();
        Seeds seeds = new Seeds(0, UNITS, Runtime.getRuntime().availableProcessors());
        Seeds.Tally tally = seeds.run(
                SEEDS,
                Duration.ofHours(1),
                true,
                (simulation, outcome) -> outcome.found()
                        .ifPresent(finding -> found.add(outcome.script().seed() + ": " + finding.getMessage())));
        assertEquals(List.of(), found, "run each with ./dev simulate --seeds 1 --from SEED --trace");
        assertEquals(SEEDS, tally.seeds());
    }

    static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatWasFoundOnceIsNotFoundAgain(Path script) throws Exception {
        try (Simulation simulation = new Simulation(UNITS)) {
            Outcome outcome = simulation.run(Choices.read(Script.read(script)));
            assertEquals("", outcome.found().map(Finding::getMessage).orElse(""));
        }
    }

    @Test
    void aSeedAndItsScriptAreTheSameRunToTheLastTurn() throws Exception {
        try (Simulation simulation = new Simulation(UNITS)) {
            for (long seed = 0; seed < 20; seed++) {
                Outcome drawn = simulation.run(Choices.drawn(seed));
                Outcome again = simulation.run(Choices.drawn(seed));
                Outcome read = simulation.run(Choices.read(drawn.script()));
                assertEquals(drawn.hash(), again.hash(), "seed " + seed + " drawn twice");
                assertEquals(drawn.hash(), read.hash(), "seed " + seed + " by its script");
            }
        }
    }

    /** The iteration order of immutable sets and maps differs from JVM to JVM: nothing may hang on it. */
    @Test
    void aSeedIsTheSameRunInAnotherJvm() throws Exception {
        List<String> here = new ArrayList<>();
        try (Simulation simulation = new Simulation(UNITS)) {
            for (long seed = 0; seed < 10; seed++) {
                here.add("seed " + seed + ", "
                        + simulation.run(Choices.drawn(seed)).hash());
            }
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Simulate.class.getName(),
                        "--seeds",
                        "10",
                        "--threads",
                        "1",
                        "--trace")
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals(here, said.lines().filter(line -> line.startsWith("seed ")).toList());
    }
}
