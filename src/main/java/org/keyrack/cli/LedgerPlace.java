package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.keyrack.ledger.LedgerSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which ledger a command is about. */
final class LedgerPlace {
    private static final String ANY_BENCH = "bench";

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--sim", descriptionKey = "ledgerSim")
    private boolean simulated;

    boolean simulated() {
        return simulated;
    }

    /** What {@code --ledger} says. */
    Optional<String> given() {
        return ledger.location();
    }

    String location(CliContext context) {
        return named(context).orElseGet(() -> usual(context).location());
    }

    LedgerSettings settings(CliContext context, String bench) {
        return LedgerSettings.of(named(context), bench, folder(context));
    }

    private Optional<String> named(CliContext context) {
        return LedgerSettings.location(ledger.location(), context.environment(), simulated);
    }

    Path benchKey(CliContext context) {
        return usual(context).benchKey();
    }

    /** Its key and its place are the same whatever bench it is. */
    private LedgerSettings usual(CliContext context) {
        return LedgerSettings.in(folder(context), ANY_BENCH);
    }

    /** One folder for every bench of the ledger. */
    Path heads(CliContext context) {
        return settings(context, ANY_BENCH).heads();
    }

    private Path folder(CliContext context) {
        return LedgerSettings.folder(context.data(), simulated);
    }
}
