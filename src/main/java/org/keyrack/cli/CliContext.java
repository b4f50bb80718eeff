package org.keyrack.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.keyrack.app.BenchSource;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.LedgerSource;

/**
 * What a command needs of the world around it.
 *
 * @param benches opens benches
 * @param ledgers opens ledgers
 * @param out what was asked for
 * @param err progress and messages
 * @param live whether {@code err} is a terminal that understands cursor movements
 * @param environment the environment variables
 * @param console null when there is none
 */
public record CliContext(
        BenchSource benches,
        LedgerSource ledgers,
        PrintWriter out,
        PrintWriter err,
        boolean live,
        Map<String, String> environment,
        Console console) {
    CauseTexts texts() {
        return new CauseTexts(Locale.getDefault());
    }
}
