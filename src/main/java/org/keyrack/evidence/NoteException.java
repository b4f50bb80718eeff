package org.keyrack.evidence;

import java.util.List;
import java.util.Locale;
import org.keyrack.language.Wording;

/** A signed text, a public key or a proof that is refused; each cause has a sentence in {@code i18n/evidence}. */
public final class NoteException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Causes, with what their sentences name. */
    public enum Cause {
        /** More bytes than a note may have; how many are allowed. */
        TOO_LARGE,
        /** Bytes that are no UTF-8. */
        NO_TEXT,
        /** Carriage returns. */
        WINDOWS_LINE_ENDS,
        /** A character that no note has; its code, and the line it is in. */
        CHARACTER,
        /** No signature lines after a blank line, or no line feed at the end. */
        NO_SIGNATURES,
        /** More signature lines than a note may have; how many are allowed. */
        TOO_MANY_SIGNATURES,
        /** A signature line of another form; its number, from 1. */
        SIGNATURE_LINE,
        /** A signature of a known key that is wrong; the key's name. */
        WRONG_SIGNATURE,
        /** No signature by any of the keys that are known. */
        NOT_SIGNED_BY_KNOWN_KEY,
        /** No public key as vkey. */
        NO_VERIFIER_KEY,
        /** Another kind of text; the kind that is wanted. */
        KIND,
        /** A field of another form; its name. */
        FIELD,
        /** A field that names something else than it should; its name. */
        OTHER
    }

    private final Cause cause;
    private final List<String> details;

    NoteException(Cause cause, String... details) {
        super(sentence(cause, List.of(details), Locale.ROOT));
        this.cause = cause;
        this.details = List.of(details);
    }

    /** A field of another form; for texts that other rooms have. */
    public static NoteException field(String name) {
        return new NoteException(Cause.FIELD, name);
    }

    public Cause why() {
        return cause;
    }

    /** The cause and what to do, as a sentence in a language. */
    public String sentence(Locale locale) {
        return sentence(cause, details, locale);
    }

    private static String sentence(Cause cause, List<String> details, Locale locale) {
        return Wording.of("evidence", locale).say("note." + cause, details.toArray());
    }
}
