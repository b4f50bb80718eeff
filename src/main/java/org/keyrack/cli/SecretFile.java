package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.files.InputFileException;

/** A file with a secret, for its owner's eyes alone. */
final class SecretFile {
    private SecretFile() {}

    /**
     * The bytes of a file, which the caller wipes.
     *
     * @param seen the sentence for a file that others may read or change
     * @throws InputFileException when it is missing, too long, or no file to be read
     * @throws CliException when others may read or change it, or reading fails
     */
    static byte[] bytes(Path file, int most, String seen) throws InputFileException, CliException {
        try {
            return SecretText.bytes(file, most, seen);
        } catch (InputException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }
}
