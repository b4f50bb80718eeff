package org.keyrack.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.keyrack.language.Wording;
import org.keyrack.ledger.Head;
import org.keyrack.ledger.Verification;
import org.keyrack.ledger.Verification.SigningKey;

/** What a verification found, in a language. */
final class VerificationTexts {
    private final Locale locale;
    private final Wording texts;

    VerificationTexts(Locale asked) {
        this.texts = Wording.of("evidence", asked);
        this.locale = texts.locale();
    }

    String say(String key, Object... details) {
        return texts.say(key, details);
    }

    /**
     * Prints findings, what is vouched for, keys and ends.
     *
     * @param noHead whether no head was given
     * @param keyGiven whether a public key from outside was given
     */
    void print(PrintWriter out, Verification found, boolean noHead, boolean keyGiven) {
        found.findings().forEach(finding -> out.println(finding.text(locale) + "."));
        found.notices().forEach(notice -> out.println(notice.text(locale) + "."));
        out.println(
                found.sound()
                        ? say("verify.sound", found.events())
                        : say(
                                "verify.unsound",
                                found.events(),
                                String.valueOf(found.findings().size())));
        found.vouched().forEach(head -> out.println(say("verify.vouched", head)));
        for (Head end : found.ends()) {
            if (!found.vouched().contains(end)) {
                out.println(say(noHead && found.sound() ? "verify.alone" : "verify.end", end));
            }
        }
        for (SigningKey key : found.keys()) {
            String shown = key.proven() ? "verify.proven" : "verify.unproven";
            out.println(say(shown, key.chain().name(), String.valueOf(key.from()), key.fingerprint()));
        }
        if (!keyGiven) {
            out.println(say("verify.noKey"));
        }
        if (noHead) {
            out.println(say("verify.noHead"));
        }
    }
}
