package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Languages;
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

    @Test
    void aCardThatCannotBeReadIsNamedInTheLanguageShown(@TempDir Path folder) throws Exception {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }
                units: { count: 1, firstSerial: "0011223344556677", locations: [] }
                faults: [ { unit: 1, command: GETDATA, times: 9, do: statusWord, sw: "6F00" } ]
                """);
        Languages.show(Locale.FRENCH);
        try {
            for (String command : List.of("inspect", "readers")) {
                CommandRun run = CommandRun.of(command, "--sim", rack.toString());
                assertTrue(run.out().startsWith("Virtual Reader 01: C’est peut-être un module"), run.toString());
                assertTrue(run.out().contains("GET DATA 6F00"), run.toString());
            }
        } finally {
            Languages.show(Locale.ENGLISH);
        }
    }
}
