package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;

/** A TA that comes in a published key block (TR-31:2018, A.7.4) into an AS. */
@Tag("rack")
class KeyBlockCommandTest {
    @TempDir
    private Path folder;

    private BlankRack rack;

    private CommandRun prepare(String block, String kcv) throws Exception {
        rack = new BlankRack(folder, 1);
        PreparedFiles files = rack.files();
        return rack.run(
                "prepare",
                "as",
                CommandRun.join(
                        List.of(
                                "--plan",
                                files.write("as.yaml", PublishedBlock.plan(kcv)).toString(),
                                "--new-keys-file",
                                files.keys().toString(),
                                "--cap",
                                files.cap().toString(),
                                "--accept-hash",
                                files.hash(),
                                "--ledger",
                                rack.ledger().toString(),
                                "--no-second-as",
                                "--component",
                                "T1=" + files.component(0),
                                "--component",
                                "T1=" + files.component(1)),
                        "--key-block",
                        "3=" + files.secret("block", block),
                        "--block-component",
                        letter(PublishedBlock.FIRST),
                        "--block-component",
                        letter(PublishedBlock.SECOND),
                        "--operator-pin-file",
                        files.secret("operator", "194735").toString(),
                        "--admin-pin-file",
                        files.secret("admin", "82736451").toString(),
                        "--custodian-pin-file",
                        files.secret("custodian", "64738291").toString()));
    }

    private String letter(String hex) throws Exception {
        return rack.files()
                .secret("letter" + hex.substring(0, 4), hex + " " + PreparedFiles.kcvOf(hex))
                .toString();
    }

    @Test
    void theKeyOfTheBlockIsInTheCardAndNowhereElse() throws Exception {
        CommandRun run = prepare(PublishedBlock.BLOCK, PreparedFiles.kcvOf(PublishedBlock.KEY));
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        assertTrue(run.out().contains("KCV " + PreparedFiles.kcvOf(PublishedBlock.KEY)), run.out());
        assertEquals(
                -1, (run.out() + run.err()).toUpperCase(java.util.Locale.ROOT).indexOf(PublishedBlock.KEY));
    }

    @Test
    void anAlteredBlockOrAnotherKcvIsRefusedBeforeAnythingIsSent() throws Exception {
        CommandRun altered = prepare(PublishedBlock.altered(), PreparedFiles.kcvOf(PublishedBlock.KEY));
        assertEquals(ExitCode.USAGE, altered.exitCode(), altered.toString());
        assertTrue(altered.err().contains("was altered, or is under another protection key"), altered.err());
        CommandRun other = prepare(PublishedBlock.BLOCK, "123456");
        assertEquals(ExitCode.USAGE, other.exitCode(), other.toString());
        assertTrue(other.err().contains("and the plan has 123456"), other.err());
        CommandRun still = rack.run("card", "list", "--json");
        assertTrue(still.out().contains("\"packages\":[]"), still.toString());
    }
}
