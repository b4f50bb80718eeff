package org.keyrack.cli;

import dev.dirs.ProjectDirectories;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keyrack.ledger.LedgerSettings;
import picocli.CommandLine.Option;

/** Which ledger a command is about. The folders are those of the program's other files: see {@code launch.Places}. */
final class LedgerPlace {
    @Option(
            names = "--ledger",
            paramLabel = "FILE|URL",
            description = "The ledger: a file, or jdbc:postgresql://… (default: this user's).")
    private String location;

    @Option(names = "--sim", description = "The virtual bench's ledger instead of the real one.")
    private boolean simulated;

    String location(Map<String, String> environment) {
        return named(environment)
                .orElseGet(() -> folder(environment).resolve("ledger.db").toString());
    }

    LedgerSettings settings(Map<String, String> environment, String bench) {
        return LedgerSettings.of(named(environment), bench, folder(environment));
    }

    private Optional<String> named(Map<String, String> environment) {
        return LedgerSettings.location(Optional.ofNullable(location), environment, simulated);
    }

    Path benchKey(Map<String, String> environment) {
        return folder(environment).resolve("bench.key");
    }

    /** One folder for every bench of the ledger. */
    Path heads(Map<String, String> environment) {
        return settings(environment, "bench").heads();
    }

    private Path folder(Map<String, String> environment) {
        String home = environment.get("KEYRACK_HOME");
        Path data = home != null && !home.isBlank()
                ? Path.of(home, "data")
                : Path.of(ProjectDirectories.from("org", "KeyRack", "KeyRack").dataLocalDir);
        return data.resolve(simulated ? "simulation" : "bench");
    }
}
