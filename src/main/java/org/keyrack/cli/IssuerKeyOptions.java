package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.card.KeySet;
import picocli.CommandLine.Option;

/** Where the keys of the cards' issuer come from, the same in every command. */
final class IssuerKeyOptions {
    @Option(names = "--keys-file", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--ask-keys")
    private boolean ask;

    @Option(names = "--keys-version", paramLabel = "${bundle:label.HEX}", defaultValue = "00")
    private String version;

    KeySet keys(CliContext context) throws CliException {
        int number = version(version, "--keys-version");
        if (ask) {
            return KeySetSource.prompt(context, number, "Issuer's");
        }
        return file != null
                ? KeySetSource.file(file, number)
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
        throw CliException.usage(option + " wants two hexadecimal digits, 00 to FF.");
    }
}
