package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.GrowthRequest;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.InputFile;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.KeptOutside;
import org.keyrack.ledger.KeptOutside.SignedCheckpoint;
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

    @Option(names = "--from", paramLabel = "${bundle:label.FILE}")
    private List<Path> checkpointFiles = List.of();

    @Option(names = "--proof", paramLabel = "${bundle:label.FILE}")
    private Path proof;

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
        List<SignedCheckpoint> checkpoints = new ArrayList<>();
        for (Path file : checkpointFiles) {
            try {
                checkpoints.addAll(SignedCheckpoint.read(file));
            } catch (LedgerException e) {
                throw CliException.usage(e.getMessage());
            }
        }
        if (proof != null) {
            return grown(context, checkpoints);
        }
        KeptOutside kept = new KeptOutside(heads, checkpoints);
        boolean nothing = heads.isEmpty() && checkpoints.isEmpty();
        Optional<String> publicKey = publicKey(!nothing);
        Verification found = export == null
                ? LedgerVerifier.verify(place.location(context), kept, publicKey, indexes)
                : LedgerVerifier.verifyExport(export, kept, publicKey);
        new VerificationTexts(Languages.now()).print(context.out(), found, nothing, publicKey.isPresent());
        return found.sound() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }

    /** By a proof alone, without the lines: that a newer checkpoint has grown from an older one. */
    private int grown(CliContext context, List<SignedCheckpoint> checkpoints) throws CliException, IOException {
        if (key == null || checkpoints.size() != 1) {
            throw CliException.usage(context.words().get("proof.needs"));
        }
        SignedCheckpoint old = checkpoints.get(0);
        VerifierKey bench = EvidenceFiles.keys(List.of(key)).get(0);
        EvidenceFiles.checked(checkpointFiles.get(0), () -> Checkpoint.signed(old.note(), bench, List.of()));
        GrowthRequest request = EvidenceFiles.read(proof, GrowthRequest::parse);
        Checkpoint grown = EvidenceFiles.checked(proof, () -> request.verify(old.checkpoint(), bench));
        context.out()
                .println(context.words()
                        .say(
                                "proof.grown",
                                grown.origin().toString(),
                                String.valueOf(old.checkpoint().size()),
                                String.valueOf(grown.size())));
        return ExitCode.DONE;
    }

    private Optional<String> publicKey(boolean withHeads) throws CliException, IOException {
        if (key == null) {
            return Optional.empty();
        }
        if (!withHeads) {
            throw CliException.usage(Wording.of("cli").get("key.noHead"));
        }
        String text = new String(InputFile.read(key, MOST_KEY), StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("keyrack/")) {
            return Optional.of(
                    Ed25519.publicKey(EvidenceFiles.keys(List.of(key)).get(0).key()));
        }
        if (!PUBLIC_KEY.matcher(text).matches()) {
            throw CliException.usage(Wording.of("cli").say("key.form", key.toString()));
        }
        return Optional.of(text);
    }
}
