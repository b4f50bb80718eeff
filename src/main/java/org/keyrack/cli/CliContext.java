package org.keyrack.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.BenchSource;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.LedgerSource;
import org.keyrack.card.KeyRackRelease;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;

/**
 * What a command needs of the world around it.
 *
 * @param benches opens benches
 * @param ledgers opens ledgers
 * @param out what was asked for
 * @param err progress and messages
 * @param live whether {@code err} is a terminal that understands cursor movements
 * @param environment the environment variables
 * @param console the terminal, when there is one
 * @param data the folder of this user's ledgers
 * @param release the applets that came with the program
 */
public record CliContext(
        BenchSource benches,
        LedgerSource ledgers,
        PrintWriter out,
        PrintWriter err,
        boolean live,
        Map<String, String> environment,
        Optional<Console> console,
        Path data,
        KeyRackRelease release) {
    /** With the release that came with this program. */
    public CliContext(
            BenchSource benches,
            LedgerSource ledgers,
            PrintWriter out,
            PrintWriter err,
            boolean live,
            Map<String, String> environment,
            Optional<Console> console,
            Path data) {
        this(benches, ledgers, out, err, live, environment, console, data, KeyRackRelease.installed());
    }

    /** The command line's texts in the language that is shown. */
    Wording words() {
        return Wording.of("cli");
    }

    CauseTexts texts() {
        return new CauseTexts(Languages.now());
    }
}
