package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.measure.MeasuredRack;
import org.keyrack.reader.Readers;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

@Tag("rack")
class SpeedCommandTest {
    @TempDir
    private Path folder;

    private static Readers none() {
        throw new IllegalStateException("The readers of this computer are not asked");
    }

    private static CommandRun bench(Supplier<Readers> readers, String... arguments) {
        return CommandRun.with(
                readers, UnaryOperator.identity(), Map.of(), CommandRun.join(java.util.List.of("bench"), arguments));
    }

    @Test
    void theCommandsOfAVirtualRackAreCountedAndWrittenAsJson() throws Exception {
        Path json = folder.resolve("bench.json");
        CommandRun run = bench(SpeedCommandTest::none, "--quick", "4", "--json", json.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("EXPORTKEY per key"));
        JsonNode figures = new ObjectMapper().readTree(json.toFile()).get("figures");
        assertEquals(3, figures.size());
        assertEquals(1.0, figures.get(0).get("value").asDouble());
    }

    @Test
    void theReadersOfThisComputerAreMeasuredWithoutAPinAndNothingIsExported() throws Exception {
        String yaml = new MeasuredRack(1, 2, 1, 1, 1, 1).yaml();
        RackFile rack = RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test", folder);
        try (VirtualBench cards = VirtualBench.start(rack)) {
            CommandRun run = bench(cards::readers, "--pcsc");
            assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
            assertEquals(
                    1,
                    run.out()
                            .lines()
                            .filter(line -> line.contains("AS, GET DATA"))
                            .count());
            assertEquals(
                    2,
                    run.out()
                            .lines()
                            .filter(line -> line.contains("EI, INITIATE"))
                            .count());
            assertEquals(0, cards.commandCounts().getOrDefault("EXPORTKEY", 0));
            assertEquals(0, cards.commandCounts().getOrDefault("VERIFY", 0));
        }
    }

    @Test
    void aRowThatIsNotMeasuredHereIsNamed() {
        CommandRun run = bench(SpeedCommandTest::none, "7");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith("Row 7 is not measured here."));
    }
}
