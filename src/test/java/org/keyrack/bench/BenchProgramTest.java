package org.keyrack.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("pcsc")
class BenchProgramTest {
    @TempDir
    private Path folder;

    @Test
    void aRowIsMeasuredThroughAPcscdOfItsOwnAndYieldsItsFiguresAsJson() throws Exception {
        Path json = folder.resolve("bench.json");
        int code = new CommandLine(new BenchProgram()).execute("--quick", "--json", json.toString(), "4");
        assertEquals(0, code);
        JsonNode figures = new ObjectMapper().readTree(json.toFile()).get("figures");
        assertEquals(3, figures.size());
        for (JsonNode figure : figures) {
            assertEquals(4, figure.get("row").asInt());
            assertEquals(1.0, figure.get("value").asDouble());
            assertEquals("≤ 1", figure.get("goal").asText());
            assertEquals(true, figure.get("met").asBoolean());
        }
    }

    @Test
    void anUnknownRowIsRefused() {
        assertEquals(2, new CommandLine(new BenchProgram()).execute("99"));
    }
}
