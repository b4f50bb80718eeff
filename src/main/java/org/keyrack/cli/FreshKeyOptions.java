package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.app.InputException;
import org.keyrack.app.KeySetText;
import org.keyrack.card.KeySet;
import picocli.CommandLine.Option;

/** The keys that cards get in the place of those of their issuer. */
final class FreshKeyOptions {
    @Option(names = "--new-keys-file", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--ask-new-keys")
    private boolean ask;

    @Option(names = "--new-version", paramLabel = "${bundle:label.HEX}", defaultValue = "30")
    private String version;

    boolean given() {
        return ask || file != null;
    }

    /** The new keys, which the caller closes. Keys that anybody can guess are refused. */
    KeySet keys(CliContext context) throws CliException, InputException {
        int number = IssuerKeyOptions.version(version, "--new-version");
        if (number < 1 || number > KeySet.HIGHEST) {
            throw CliException.usage(context.words().get("keys.newVersion"));
        }
        KeySet fresh = ask ? KeySetSource.prompt(context, number, "keys.promptNew") : KeySetText.read(file, number);
        return KeySetText.strong(fresh);
    }
}
