package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.app.SupervisorKeyFile;
import org.keyrack.order.SupervisorKey;
import picocli.CommandLine.Option;

/** A supervisor's key and its passphrase, the same in every command that signs. */
final class SupervisorKeyOptions {
    @Option(names = "--key", paramLabel = "${bundle:label.FILE}", descriptionKey = "supervisorKey")
    private Path key;

    @Option(names = "--passphrase-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "passphraseFile")
    private Path passphrase;

    boolean given() {
        return key != null;
    }

    /** The key, open. */
    SupervisorKey open(CliContext context) throws CliException, InputException, IOException {
        Path file = Optional.ofNullable(key)
                .orElseThrow(() -> CliException.usage(context.words().get("supervisor.keyMissing")));
        char[] secret = passphrase(context, passphrase);
        try {
            return SupervisorKeyFile.open(file, secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /**
     * A passphrase, of a file or typed; the caller wipes it.
     *
     * @param file null asks at the terminal
     */
    static char[] passphrase(CliContext context, Path file) throws CliException, InputException {
        return secret(context, file, "supervisor.passphrase");
    }

    /** The same at a prompt of the command line's bundle. */
    static char[] secret(CliContext context, Path file, String prompt) throws CliException, InputException {
        if (file == null) {
            return context.console()
                    .map(terminal -> terminal.readPassword("%s", context.words().get(prompt)))
                    .orElseThrow(() -> CliException.usage(context.words().get("supervisor.noTerminal")));
        }
        char[] read = SecretText.chars(file);
        int length = read.length;
        while (length > 0 && (read[length - 1] == '\n' || read[length - 1] == '\r')) {
            length--;
        }
        char[] secret = Arrays.copyOf(read, length);
        Arrays.fill(read, '\0');
        return secret;
    }
}
