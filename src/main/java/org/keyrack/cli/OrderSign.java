package org.keyrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.SignedNote;
import org.keyrack.files.InputFile;
import org.keyrack.files.OutputFile;
import org.keyrack.language.Languages;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.order.SupervisorKey;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keyrack order sign}: adds a supervisor's signature to an order, or to what came of one. */
@CommandLine.Command(name = "sign")
final class OrderSign extends ProgramCommand {
    private static final int MOST = 4 << 20;
    private static final String CERTIFICATE = "keyrack: order-certificate 1\n";

    @Parameters(paramLabel = "${bundle:label.FILE}", descriptionKey = "file")
    private Path file;

    @Mixin
    private SupervisorKeyOptions keys;

    @Override
    int run(CliContext context) throws CliException, InputException, IOException {
        byte[] bytes = InputFile.read(file, MOST);
        List<NoteSignature> before = new ArrayList<>();
        String text = text(bytes, before);
        if (!text.startsWith(CERTIFICATE)) {
            try {
                SignedOrder.order(text, file.toString());
            } catch (OrderException refused) {
                throw CliException.usage(file + ": " + refused.getMessage());
            }
        }
        SupervisorKey key = keys.open(context);
        NoteSignature signature = key.sign(text).signatures().get(0);
        before.removeIf(signature::equals);
        before.add(signature);
        String signed = new SignedNote(text, before).encode();
        EvidenceFiles.checked(file, () -> SignedNote.parse(signed).signers(List.of(key.verifier())));
        OutputFile.write(file, signed.getBytes(StandardCharsets.UTF_8));
        context.out()
                .println(context.words()
                        .say("order.signed", file.toString(), key.verifier().name()));
        return ExitCode.DONE;
    }

    /** The text, with or without signatures after it. */
    private String text(byte[] bytes, List<NoteSignature> signatures) throws CliException {
        try {
            SignedNote note = SignedNote.parse(bytes);
            signatures.addAll(note.signatures());
            return note.text();
        } catch (NoteException refused) {
            boolean unsigned = refused.why() == NoteException.Cause.NO_SIGNATURES
                    || refused.why() == NoteException.Cause.SIGNATURE_LINE
                    || refused.why() == NoteException.Cause.TOO_MANY_SIGNATURES;
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (unsigned && !text.contains("\n\u2014 ") && text.endsWith("\n")) {
                return text;
            }
            throw CliException.usage(file + ": " + refused.sentence(Languages.now()));
        }
    }
}
