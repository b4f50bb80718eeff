package org.keyrack.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.Eventually;
import org.keyrack.hook.HookProblem.Kind;
import org.keyrack.journal.BatchTally;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** Hooks are told what happens, one object each, and whatever one of them does, nobody who tells them waits for it. */
class HooksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Hooks hooks = Hooks.none();

    @AfterEach
    void end() {
        hooks.close();
    }

    private void open(Duration limit) {
        hooks = Hooks.in(folder, "bench-1", limit);
    }

    private Path hook(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private static RunEvent started() {
        return new RunEvent.BatchStarted(
                NOW,
                42,
                "Fare keys",
                Bytes.ofHex("00".repeat(32)),
                "Ada",
                Bytes.ofHex("00000007"),
                new Kcv(Bytes.ofHex("AAED9B")),
                2,
                8,
                false);
    }

    private static SerialNumber sn(int number) {
        return SerialNumber.parse(String.format(java.util.Locale.ROOT, "%016x", number));
    }

    private static RunEvent ended(int number, UnitResult.State state) {
        return new RunEvent.UnitEnded(
                NOW, sn(number), "Reader " + number, new UnitResult(state, 4, 4, Optional.empty()));
    }

    private JsonNode given(String hook) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(hook + ".json").toFile());
    }

    private List<String> problems() throws InterruptedException {
        hooks.await(LONG);
        return hooks.problems().stream()
                .map(problem ->
                        problem.hook().file() + " " + problem.kind() + " " + problem.detail() + " " + problem.times())
                .toList();
    }

    @Test
    void eachHookIsGivenOneObject() throws Exception {
        for (HookName name : HookName.values()) {
            hook(name.file(), "cat > " + name.file() + ".json");
        }
        open(LONG);
        hooks.accept(started());
        hooks.accept(new RunEvent.UnitStarted(NOW, sn(1), "Reader 1", OptionalInt.of(4), 4, Optional.empty()));
        hooks.accept(ended(1, UnitResult.State.DONE));
        hooks.accept(new RunEvent.UnitRefused(
                NOW,
                42,
                new Refusal(
                        Refusal.Kind.DUPLICATE_SN,
                        Optional.of("Reader 2"),
                        OptionalInt.empty(),
                        Optional.of(sn(2)),
                        0,
                        0,
                        "4")));
        hooks.accept(new RunEvent.AsLost(NOW, Bytes.ofHex("00000007"), Optional.empty()));
        hooks.accept(new RunEvent.BatchEnded(NOW, 42, RunEvent.EndReason.FINISHED, new BatchTally().counts()));
        assertEquals(List.of(), problems());
        assertEquals(
                "{\"event\":\"unit-done\",\"at\":\"2026-11-30T08:00:00Z\",\"bench\":\"bench-1\",\"batch\":42,"
                        + "\"profile\":\"Fare keys\",\"operator\":\"Ada\",\"simulated\":false,"
                        + "\"sn\":\"0000000000000001\",\"reader\":\"Reader 1\",\"shelf\":4,\"state\":\"done\","
                        + "\"keysLoaded\":4,\"keysPlanned\":4}",
                given("unit-done").toString());
        assertEquals("refused", given("unit-failed").get("state").asText());
        assertEquals("refusal.DUPLICATE_SN", given("unit-failed").get("cause").asText());
        assertEquals(8, given("batch-started").get("keys").asInt());
        assertEquals("00000007", given("as-missing").get("asId").asText());
        assertEquals("finished", given("batch-ended").get("reason").asText());
        assertTrue(given("batch-ended").get("modules").has("done"));
    }

    @Test
    void aModuleThatIsNotDoneCallsUnitFailed() throws Exception {
        hook("unit-failed", "cat > unit-failed.json");
        hook("unit-done", "exit 9");
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.UNKNOWN));
        assertEquals(List.of(), problems());
        assertEquals("unknown", given("unit-failed").get("state").asText());
    }

    @Test
    void nobodyWaitsForAHookThatHangs() throws Exception {
        hook("unit-done", "while [ ! -e go ]; do sleep 0.02; done");
        hook("batch-ended", "cat > batch-ended.json");
        open(LONG);
        hooks.accept(started());
        int events = HookLane.WAITING + 44;
        for (int i = 0; i < events; i++) {
            hooks.accept(ended(i, UnitResult.State.DONE));
        }
        hooks.accept(new RunEvent.BatchEnded(NOW, 42, RunEvent.EndReason.FINISHED, new BatchTally().counts()));
        // Each call still hangs here, and all of this came back; the other hook was called meanwhile.
        Eventually.holds("the other hook was called", () -> Files.exists(folder.resolve("batch-ended.json")));
        assertFalse(Files.exists(folder.resolve("go")));
        HookProblem dropped = hooks.problems().get(0);
        assertEquals(Kind.NOT_TOLD, dropped.kind());
        assertTrue(
                dropped.times() >= 43 && dropped.times() <= 44, "of " + events + " were not told " + dropped.times());
        Files.createFile(folder.resolve("go"));
    }

    @Test
    void aHookThatHangsIsEndedWithWhatItStartedAndLeftOutAfterThree() throws Exception {
        hook("unit-done", "echo begun >> begun\nsleep 1000 &\necho $! >> children\nwait");
        open(Duration.ofSeconds(2));
        hooks.accept(started());
        for (int i = 0; i < 5; i++) {
            hooks.accept(ended(i, UnitResult.State.DONE));
        }
        assertEquals(List.of("unit-done TOO_SLOW 2 3", "unit-done LEFT_OUT  2"), problems());
        assertEquals(3, Files.readAllLines(folder.resolve("begun")).size());
        List<String> children = Files.readAllLines(folder.resolve("children"));
        assertEquals(3, children.size());
        for (String child : children) {
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(child));
            if (left.isPresent()) {
                left.get().onExit().get(60, TimeUnit.SECONDS);
            }
        }
        hooks.accept(started());
        hooks.accept(ended(9, UnitResult.State.DONE));
        assertEquals(List.of("unit-done TOO_SLOW 2 1"), problems(), "the next batch tries again");
    }

    @Test
    void whatAHookWritesIsReadByNobody() throws Exception {
        hook("unit-done", "head -c 20000000 /dev/zero; head -c 20000000 /dev/zero >&2");
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        assertEquals(List.of(), problems());
    }

    @Test
    void aHookThatFailsIsNamedWithItsExitCode() throws Exception {
        List<HookProblem> heard = new ArrayList<>();
        hook("unit-done", "exit 3");
        open(LONG);
        hooks.onProblem(heard::add);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        hooks.accept(ended(2, UnitResult.State.DONE));
        assertEquals(List.of("unit-done FAILED 3 2"), problems());
        assertEquals(List.of(1, 2), heard.stream().map(HookProblem::times).toList());
    }

    @Test
    void aFileThatCannotBeStartedIsNamed() throws Exception {
        Files.setPosixFilePermissions(hook("unit-done", ""), PosixFilePermissions.fromString("rw-------"));
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        hooks.await(LONG);
        assertEquals(Kind.UNSTARTABLE, hooks.problems().get(0).kind());
    }

    @Test
    void aFileThatOthersMayWriteIsNotStarted() throws Exception {
        Path file = hook("unit-done", "touch started");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxr-x"));
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        assertEquals(List.of("unit-done WRITABLE_BY_OTHERS " + file + " 1"), problems());
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void theEnvironmentOfAHookHoldsNoSecretOfTheProgram() throws Exception {
        hook("unit-done", "env | sed 's/=.*//' > environment");
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        assertEquals(List.of(), problems());
        Set<String> names = new TreeSet<>(Files.readAllLines(folder.resolve("environment")));
        names.removeAll(Set.of("PWD", "OLDPWD", "SHLVL", "_"));
        Set<String> strange = names.stream()
                .filter(name ->
                        !name.matches("PATH|HOME|USER|LOGNAME|SHELL|LANG|TZ|TMPDIR|TEMP|TMP|LC_.*|XDG_.*|SYSTEMROOT"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strange);
    }

    @Test
    void withoutAFileNothingIsSaid() throws Exception {
        open(LONG);
        hooks.accept(started());
        hooks.accept(ended(1, UnitResult.State.DONE));
        assertEquals(List.of(), problems());
    }
}
