package org.keyrack.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --ledger}, the same in every command. */
final class LedgerOption {
    @Option(names = "--ledger", paramLabel = "${bundle:label.FILE}|URL")
    private String location;

    Optional<String> location() {
        return Optional.ofNullable(location);
    }
}
