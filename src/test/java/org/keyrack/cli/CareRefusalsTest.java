package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** What is refused of clone, PINs, exports and a T's end: its sentence in each language, and the cards untouched. */
@Tag("rack")
class CareRefusalsTest {
    @TempDir
    private Path folder;

    private TwoAs two;

    private void prepare(int cards) throws Exception {
        two = new TwoAs(folder, cards);
        assertEquals(ExitCode.DONE, two.first().exitCode());
        assertEquals(ExitCode.DONE, two.second().exitCode());
    }

    /** State, PINs and acts, T, keys and exports of every card. */
    private static String cards(BlankRack rack) {
        return rack.run("inspect", "--json").out();
    }

    private void refused(String key, int exitCode, String command, String... more) throws Exception {
        Refusal.inEachLanguage(key, exitCode, () -> cards(two.rack), () -> two.as(command, more));
    }

    private void copyRefused(String key, String... more) throws Exception {
        Refusal.inEachLanguage(key, ExitCode.USAGE, () -> cards(two.rack), () -> two.copy(more));
    }

    @Test
    void whatCannotBeMeantOfTwoAsAndTheirExports() throws Exception {
        prepare(3);
        String[] both = {"--from", TwoAs.FIRST, "--to", TwoAs.SECOND};
        copyRefused("cli:clone.what", "--from", TwoAs.FIRST);
        copyRefused("input:clone.noKey", CommandRun.join(List.of(both), "--give", "99=1"));
        copyRefused("input:clone.exports", CommandRun.join(List.of(both), "--give", "3=1001"));
        copyRefused("input:exports.most", CommandRun.join(List.of(both), "--give", "10=4294967295"));
        refused("input:exports.noKey", ExitCode.USAGE, "exports", "99=1");
        refused("input:exports.most", ExitCode.USAGE, "exports", "3=4294967295");
        refused("input:care.noAs", ExitCode.USAGE, "exports", "--reader", BlankRack.reader(3));
    }

    @Test
    void recordsThatNoAsWroteOrThatFindAnotherKeyInTheirPlace() throws Exception {
        prepare(2);
        Path kept = folder.resolve("records");
        assertEquals(
                ExitCode.DONE,
                two.as("clone", "--from", TwoAs.FIRST, "--records", kept.toString())
                        .exitCode());
        List<String> lines = Files.readAllLines(kept);
        Path altered = folder.resolve("altered");
        String[] from = {"--records", altered.toString(), "--to", TwoAs.SECOND};
        Files.writeString(altered, "no records\n");
        copyRefused("input:clone.file", from);
        // Locks stand in the third byte: the host reads them before it asks the card.
        Files.writeString(altered, lines.get(0) + "\n" + lines.get(1).replaceFirst("^(....)..", "$103") + "\n");
        copyRefused("input:clone.lock.EXPORT_SEALED", from);
        assertEquals(
                ExitCode.DONE,
                two.copy("--records", kept.toString(), "--to", TwoAs.SECOND).exitCode());
        // The KCV ends the header of a T, at its 23rd byte.
        Files.writeString(
                altered, lines.get(0) + "\n" + lines.get(1).replaceFirst("^(.{44})......", "$1123456") + "\n");
        copyRefused("input:clone.taken", from);
    }

    @Test
    void anotherKbkAMissingLockAndAnAsThatIsAtWork() throws Exception {
        two = new TwoAs(folder, 2);
        assertEquals(ExitCode.DONE, two.first().exitCode());
        assertEquals(ExitCode.DONE, two.stranger().exitCode());
        String[] both = {"--from", TwoAs.FIRST, "--to", TwoAs.SECOND};
        copyRefused("input:clone.kbk", both);
        assertEquals(
                ExitCode.DONE,
                two.as("operational", "--no-second-as", "--reader", TwoAs.FIRST).exitCode());
        copyRefused("input:clone.state", both);
    }

    @Test
    void asWithoutAKbkOrLockedAgainstRecordsGivesNone() throws Exception {
        two = new TwoAs(folder, 2);
        assertEquals(
                ExitCode.DONE,
                two.rack
                        .asOf(PreparedFiles.asPlan() + "state: LOADING\n", TwoAs.FIRST)
                        .exitCode());
        Path kept = folder.resolve("records");
        refused("input:clone.noKbk", ExitCode.USAGE, "clone", "--from", TwoAs.FIRST, "--records", kept.toString());
        refused("cli:prepare.secondAs", ExitCode.USAGE, "operational", "--reader", TwoAs.FIRST);
        assertEquals(ExitCode.DONE, two.locked().exitCode());
        refused("input:clone.locked", ExitCode.USAGE, "clone", "--from", TwoAs.SECOND, "--records", kept.toString());
        assertEquals(false, Files.exists(kept));
    }

    @Test
    void pinsThatAreWeakTheSameMistypedOrAnothersToSet() throws Exception {
        prepare(2);
        String[][] rows = {
            {"input:care.pin.same", "operator", "194735"},
            {"input:care.pin.weak", "operator", "1111"},
            {"input:pin.weak.ONE_DIGIT", "operator", "1111"},
            {"input:pin.weak.COUNTS", "operator", "345678"},
            {"input:pin.weak.REPEATED", "operator", "838383"},
            {"input:pin.weak.PUBLISHED", "operator", "648219"},
            {"cli:pin.form", "operator", "19473x"},
            {"cli:pin.form", "custodian", "194"},
        };
        for (String[] row : rows) {
            refused(row[0], ExitCode.USAGE, "pin", row[1], "--new-pin-file", two.secret("fresh", row[2]));
        }
        refused("cli:pin.unblock", ExitCode.USAGE, "pin", "admin", "--unblock");
        Refusal.inEachLanguage(
                "cli:role.terminal",
                ExitCode.USAGE,
                () -> cards(two.rack),
                () -> two.rack.run(
                        "as", "exports", "3=1", "--ledger", two.rack.ledger().toString()));
    }

    /** A wrong one costs a try, which is said; what is refused afterwards costs none. */
    @Test
    void lastTryIsKeptAndABlockedPinIsNamedWithWhoCanHelp() throws Exception {
        prepare(2);
        for (String holder : List.of("operator", "admin", "custodian")) {
            String wrong = two.secret("wrong", "50817263");
            String[] change = {
                "as",
                "pin",
                holder,
                "--ledger",
                two.rack.ledger().toString(),
                "--" + holder + "-pin-file",
                wrong,
                "--new-pin-file",
                two.secret("fresh", "60718293")
            };
            for (int tries = 2; tries > 0; tries--) {
                CommandRun run = run(change);
                assertEquals(ExitCode.BENCH, run.exitCode(), run.toString());
                assertEquals(true, run.err().contains("Tries left: " + tries), run.err());
            }
            Refusal.inEachLanguage("cli:role.last", ExitCode.BENCH, () -> cards(two.rack), () -> run(change));
            run(CommandRun.join(List.of(change), "--use-last-try"));
            String key = "input:role.blocked."
                    + (holder.equals("admin") ? "ADMINISTRATOR" : holder.toUpperCase(java.util.Locale.ROOT));
            Refusal.inEachLanguage(key, ExitCode.BENCH, () -> cards(two.rack), () -> run(change));
        }
    }

    private CommandRun run(String... words) {
        return two.rack.run(
                words[0], words[1], List.of(words).subList(2, words.length).toArray(String[]::new));
    }

    @Test
    void benchWithoutAnAsAndOneThatWaitsInItsSession() throws Exception {
        two = new TwoAs(folder, 1);
        refused("input:care.none", ExitCode.USAGE, "exports");
        two.rack.faults("faults: [ { blank: 1, command: STORETA, do: pull } ]\n");
        assertEquals(
                ExitCode.UNITS_FAILED,
                two.rack.as("--no-second-as", BlankRack.reader(1)).exitCode());
        two.rack.faults("");
        refused("input:care.session", ExitCode.USAGE, "exports");
    }

    @Test
    void tThatIsNotThereOrTheOnlyOneOrStillWanted() throws Exception {
        two = new TwoAs(folder, 2);
        assertEquals(ExitCode.DONE, two.rack.as("--no-second-as", TwoAs.FIRST).exitCode());
        assertEquals(
                ExitCode.DONE,
                two.rack.modules("{ counter: \"00112233\" }", TwoAs.SECOND).exitCode());
        retireRefused("input:retire.empty", ExitCode.USAGE, "4");
        retireRefused("input:retire.wanted", ExitCode.BENCH, "1");
        retireRefused("cli:retire.first", ExitCode.BENCH, "1");
        assertEquals(ExitCode.DONE, two.rack.care("retire", "--slot=2").exitCode());
        retireRefused("input:retire.only", ExitCode.USAGE, "1");
    }

    private void retireRefused(String key, int exitCode, String slot) throws Exception {
        Refusal.inEachLanguage(key, exitCode, () -> cards(two.rack), () -> two.rack.care("retire", "--slot=" + slot));
    }
}
