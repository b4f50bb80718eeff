package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.launch.CommandRun;

@Tag("rack")
class InspectCommandTest {
    @Test
    void referencesAndTypesAreWrittenAsInAProfileAndARackFile() {
        CommandRun run = CommandRun.of("inspect", "--sim", "demo");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("REF1 10 TICKETING ID     appId 0202 AES-128 version 1"), run.out());
        assertTrue(run.out().contains("REF2 6 appId 0101 takes AES-256: empty"), run.out());
    }

    @Test
    void oneReaderAsJsonHoldsItsCardAlone() throws Exception {
        CommandRun run = CommandRun.of("inspect", "--sim", "demo", "--json", "Virtual Reader 01");
        JsonNode units = new ObjectMapper().readTree(run.out()).path("units");
        assertEquals(1, units.size(), run.out());
        assertEquals("AES-256", units.get(0).at("/as/keys/1/keyType").asText(), run.out());
    }
}
