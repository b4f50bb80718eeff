package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.app.InputException;
import org.keyrack.app.KeySetText;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import picocli.CommandLine.Option;

/** Where the keys of the cards' issuer come from, the same in every command. */
final class IssuerKeyOptions {
    @Option(names = "--keys-file", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--ask-keys")
    private boolean ask;

    @Option(names = "--keys-version", paramLabel = "${bundle:label.HEX}", defaultValue = "00")
    private String version;

    KeySet keys(CliContext context) throws CliException, InputException {
        int number = version(version, "--keys-version");
        if (ask) {
            return KeySetSource.prompt(context, number, "keys.promptIssuer");
        }
        return file != null
                ? KeySetText.read(file, number)
                : KeySet.makersDefault().withVersion(number);
    }

    static int version(String hex, String option) throws CliException {
        try {
            int version = Integer.parseInt(hex, 16);
            if (version >= 0 && version <= 0xFF) {
                return version;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw CliException.usage(Wording.of("cli").say("card.version", option));
    }
}
