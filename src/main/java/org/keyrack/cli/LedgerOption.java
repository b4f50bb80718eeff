package org.keyrack.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --ledger}, the same in every command. */
final class LedgerOption {
    @Option(
            names = "--ledger",
            paramLabel = "FILE|URL",
            description = "The ledger: a file, or jdbc:postgresql://… (default: this user's).")
    private String location;

    Optional<String> location() {
        return Optional.ofNullable(location);
    }
}
