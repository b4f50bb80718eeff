package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.keyrack.app.InputException;
import org.keyrack.app.KeyRackCap;
import org.keyrack.card.CapFile;
import org.keyrack.language.Wording;
import picocli.CommandLine.Option;

/** The CAP file of KeyRack's package. */
final class CapOptions {
    @Option(names = "--cap", paramLabel = "${bundle:label.FILE}")
    private Path cap;

    @Option(names = "--accept-hash", paramLabel = "${bundle:label.HEX}")
    private String accepted;

    /** Whether there is a file: one that was named, or the one that came with the program. */
    boolean given(CliContext context) {
        return cap != null || context.release().packaged().isPresent();
    }

    /** The file, when it is KeyRack's package and its hash is known or accepted. */
    CapFile file(CliContext context) throws CliException, InputException {
        Path path = cap != null ? cap : context.release().packaged().orElseThrow();
        CapFile file = KeyRackCap.read(path);
        String hash = file.hash().hex();
        if (!context.release().is(file) && !hash.equals(lower(accepted))) {
            throw CliException.usage(Wording.of("cli").say("card.noRelease", path.toString(), hash));
        }
        return file;
    }

    private static String lower(String hex) {
        return hex == null ? "" : hex.toLowerCase(Locale.ROOT);
    }
}
