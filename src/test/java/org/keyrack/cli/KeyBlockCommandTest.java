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

/** A TA that comes in a published key block (TR-31:2018, A.7.4) into an AS. */
@Tag("rack")
class KeyBlockCommandTest {
    static final String BLOCK = "D0112P0AE00E0000"
            + "B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";
    static final String KBPK = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
    static final String MASK = "0F".repeat(32);
    static final String KEY = "3F419E1CB7079442AA37474C2EFBF8B8";

    @TempDir
    private Path folder;

    private BlankRack rack;

    private CommandRun prepare(String block, String kcv) throws Exception {
        rack = new BlankRack(folder, 1);
        PreparedFiles files = rack.files();
        String plan = PreparedFiles.asPlan()
                .replace(
                        "exports: 1000 }\n  - { ref: 4",
                        "exports: 1000, components: 3, kcv: \"" + kcv + "\" }\n  - { ref: 4");
        return rack.run(
                "prepare",
                "as",
                CommandRun.join(
                        List.of(
                                "--plan",
                                files.write("as.yaml", plan).toString(),
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
                        letter(MASK),
                        "--block-component",
                        letter(PreparedFiles.joined(KBPK, MASK)),
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
        CommandRun run = prepare(BLOCK, PreparedFiles.kcvOf(KEY));
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        assertTrue(run.out().contains("KCV " + PreparedFiles.kcvOf(KEY)), run.out());
        assertEquals(
                -1, (run.out() + run.err()).toUpperCase(java.util.Locale.ROOT).indexOf(KEY));
    }

    @Test
    void anAlteredBlockOrAnotherKcvIsRefusedBeforeAnythingIsSent() throws Exception {
        CommandRun altered = prepare(BLOCK.replace("B826", "B827"), PreparedFiles.kcvOf(KEY));
        assertEquals(ExitCode.USAGE, altered.exitCode(), altered.toString());
        assertTrue(altered.err().contains("was altered, or is under another protection key"), altered.err());
        CommandRun other = prepare(BLOCK, "123456");
        assertEquals(ExitCode.USAGE, other.exitCode(), other.toString());
        assertTrue(other.err().contains("and the plan has 123456"), other.err());
        CommandRun still = rack.run("card", "list", "--json");
        assertTrue(still.out().contains("\"packages\":[]"), still.toString());
    }
}
