package org.keyrack.cli;

import java.util.List;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import org.keyrack.ledger.ModuleCertificate;

/** What a certificate proves, line by line. */
final class CertificateText {
    private CertificateText() {}

    static void print(
            CliContext context, ModuleCertificate certificate, Checkpoint proven, List<VerifierKey> cosigners) {
        Wording words = context.words();
        ModuleCertificate.Fields fields = certificate.fields();
        context.out()
                .println(words.say(
                        fields.audited() ? "certificate.audited" : "certificate.module",
                        fields.sn().toString(),
                        fields.at(),
                        fields.setKcv(),
                        String.valueOf(fields.keys().size())));
        fields.order()
                .ifPresent(order -> context.out().println(words.say("certificate.order", TypedName.shown(order))));
        for (ModuleCertificate.Key key : fields.keys()) {
            context.out()
                    .println(words.say(
                            "certificate.key",
                            String.valueOf(key.ref1()),
                            String.valueOf(key.ref2()),
                            String.valueOf(key.version()),
                            key.kcv(),
                            key.receipt()));
        }
        context.out()
                .println(words.say(
                        "certificate.proven",
                        proven.origin().toString(),
                        String.valueOf(fields.seq()),
                        String.valueOf(proven.size())));
        for (VerifierKey witness : cosigners) {
            boolean signed = certificate.certificate().checkpoint().signatures().stream()
                    .anyMatch(signature -> signature.name().equals(witness.name()));
            context.out().println(words.say(signed ? "certificate.seen" : "certificate.notSeen", witness.name()));
        }
    }
}
