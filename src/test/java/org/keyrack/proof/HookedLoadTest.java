package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself with hooks in its folder: they hear of a whole batch, and its result names the one that fails. */
@Tag("rack")
class HookedLoadTest {
    private static final String SECRET = "keyrack-test-secret-in-the-environment";

    @TempDir
    Path home;

    private void hook(String name, String script) throws IOException {
        Path folder = Files.createDirectories(home.resolve("data/hooks"));
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(home.resolve("data/hooks").resolve(file));
    }

    @Test
    void aBatchCallsItsHooksAndNamesTheOneThatFails() throws Exception {
        hook("batch-started", "cat >> heard; env > environment");
        hook("unit-done", "cat >> heard");
        hook("batch-ended", "cat >> heard; exit 7");
        try (Program keyrack = Program.keyrack(
                home, Map.of("SITE_PASSWORD", SECRET), "load", "--profile", "demo", "--sim", "--json")) {
            assertEquals(0, keyrack.exitCode(), keyrack.messages());
            JsonNode batch = new ObjectMapper().readTree(keyrack.output());
            JsonNode problem = batch.get("hooks").get(0);
            assertEquals(1, batch.get("hooks").size());
            assertEquals("batch-ended", problem.get("hook").asText());
            assertEquals("FAILED", problem.get("problem").asText());
            assertTrue(keyrack.messages().contains(problem.get("sentence").asText()), keyrack.messages());
            List<String> heard = lines("heard");
            assertTrue(heard.get(0).startsWith("{\"event\":\"batch-started\""), heard.get(0));
            assertTrue(heard.get(heard.size() - 1).startsWith("{\"event\":\"batch-ended\""), heard.toString());
            assertEquals(
                    batch.get("unitsDone").asInt(),
                    heard.stream()
                            .filter(line -> line.startsWith("{\"event\":\"unit-done\""))
                            .count());
            assertTrue(lines("environment").stream().noneMatch(line -> line.contains(SECRET)), "passed on a secret");
        }
    }
}
