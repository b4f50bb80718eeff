package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrack.files.InputFile;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerVerifier;
import org.keyrack.ledger.SignedHead;
import org.keyrack.ledger.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ledger verify}. */
@CommandLine.Command(name = "verify")
final class LedgerVerify extends ProgramCommand {
    private static final int MOST_KEY = 4096;

    /** Base64 of an Ed25519 key in X.509 form, 44 bytes. */
    private static final Pattern PUBLIC_KEY = Pattern.compile("[A-Za-z0-9+/]{59}=");

    @Mixin
    private LedgerPlace place;

    @Option(names = "--head", paramLabel = "${bundle:label.FILE}")
    private List<Path> headFiles = List.of();

    @Option(names = "--key", paramLabel = "${bundle:label.FILE}")
    private Path key;

    @Option(names = "--export", paramLabel = "${bundle:label.FILE}")
    private Path export;

    @Option(names = "--indexes")
    private boolean indexes;

    @Override
    int run(CliContext context) throws CliException, LedgerException, IOException {
        List<SignedHead> heads = new ArrayList<>();
        for (Path file : headFiles) {
            try {
                heads.addAll(HeadsFolder.read(file));
            } catch (LedgerException e) {
                throw CliException.usage(e.getMessage());
            }
        }
        Optional<String> publicKey = publicKey(!heads.isEmpty());
        Verification found = export == null
                ? LedgerVerifier.verify(place.location(context), heads, publicKey, indexes)
                : LedgerVerifier.verifyExport(export, heads, publicKey);
        new VerificationTexts(Languages.now()).print(context.out(), found, heads.isEmpty(), publicKey.isPresent());
        return found.sound() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    private Optional<String> publicKey(boolean withHeads) throws CliException, IOException {
        if (key == null) {
            return Optional.empty();
        }
        if (!withHeads) {
            throw CliException.usage(Wording.of("cli").get("key.noHead"));
        }
        String text = new String(InputFile.read(key, MOST_KEY), StandardCharsets.ISO_8859_1).strip();
        if (!PUBLIC_KEY.matcher(text).matches()) {
            throw CliException.usage(Wording.of("cli").say("key.form", key.toString()));
        }
        return Optional.of(text);
    }
}
