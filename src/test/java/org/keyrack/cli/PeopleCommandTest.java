package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.launch.PrivateFile;

/** People on the command line: who is added, who signs in, and whose ID a batch has. */
@Tag("rack")
class PeopleCommandTest {
    @TempDir
    Path folder;

    @Test
    void aBatchIsLoadedInTheNameOfWhoSignedIn() throws IOException {
        OrderRack rack = new OrderRack(folder);
        rack.fill(1, "0011223344556601");
        PrivateFile.write(folder.resolve("ada"), "194735\n");
        PrivateFile.write(folder.resolve("bo"), "483920\n");
        rack.run(
                0,
                rack.ledger(
                        "people",
                        "add",
                        "--sim",
                        "4711",
                        "--name",
                        "Ada",
                        "--role",
                        "supervisor",
                        "--pin-file",
                        rack.path("ada")));
        CommandRun alone =
                rack.run(rack.ledger("people", "add", "--sim", "4712", "--name", "Bo", "--pin-file", rack.path("bo")));
        assertEquals(ExitCode.USAGE, alone.exitCode(), alone.toString());
        rack.run(
                0,
                rack.ledger(
                        "people",
                        "add",
                        "--sim",
                        "4712",
                        "--name",
                        "Bo",
                        "--pin-file",
                        rack.path("bo"),
                        "--person",
                        "4711",
                        "--person-pin-file",
                        rack.path("ada")));
        assertEquals(
                "4711 Ada, supervisor\n4712 Bo, operator\n",
                rack.run(0, rack.ledger("people", "list", "--sim")).out());
        String[] load = rack.ledger(
                "load",
                "--profile",
                "demo",
                "--sim",
                rack.path("rack.yaml"),
                "--person",
                "4712",
                "--person-pin-file",
                rack.path("bo"));
        rack.run(0, load);
        CommandRun wrong = rack.run(rack.ledger(
                "load",
                "--profile",
                "demo",
                "--sim",
                rack.path("rack.yaml"),
                "--person",
                "4712",
                "--person-pin-file",
                rack.path("ada")));
        assertEquals(ExitCode.USAGE, wrong.exitCode(), wrong.toString());
        assertTrue(wrong.err().contains("PIN is wrong"), wrong.err());
        Path lines = folder.resolve("lines.jsonl");
        rack.run(0, rack.ledger("ledger", "export", "--format", "jsonl", "--out", lines.toString()));
        String all = Files.readString(lines);
        assertTrue(all.contains("\"operator\":\"4712\""), all);
        assertTrue(all.contains("\"type\":\"sign-in-failed\""), all);
        assertTrue(!all.contains("Ada") && !all.contains("194735"), "a name or a PIN stands in a line");
    }
}
