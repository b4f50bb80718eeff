package org.keyrack.order;

import java.util.List;
import java.util.Locale;
import org.keyrack.evidence.NoteException;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.yaml.YamlException;

/** An order, or a key of a supervisor, that is refused; each cause has a sentence in {@code i18n/order}. */
public final class OrderException extends SentenceException {
    private static final long serialVersionUID = 1L;

    /** Causes, with what their sentences name. */
    public enum Cause {
        /** The file is no signed text; the sentence says why. */
        NOTE,
        /** The text is no order; the sentence says why. */
        TEXT,
        /** Another kind of text; the first line that is wanted. */
        KIND,
        /** A field of another form; its name. */
        FIELD,
        /** No signature by a trusted supervisor; who signed. */
        NOT_TRUSTED,
        /** Nobody is trusted to sign orders yet. */
        NOBODY_TRUSTED,
        /** Two chains of the ledger say who the first supervisor is. */
        TWO_FIRST_KEYS,
        /** A key that is trusted already, or withdrawn; its name. */
        TRUSTED_ALREADY,
        /** A key to be withdrawn that is not trusted; its name. */
        TRUSTED_NOT,
        /** A key that the bench's is to make the first while another is; its name. */
        NOT_FIRST,
        /** The last key that is trusted; its name. */
        LAST_KEY,
        /** For another ledger; its id and this one's. */
        OTHER_LEDGER,
        /** The last day has passed; that day. */
        EXPIRED,
        /** Another text has this number; the number. */
        NUMBER_TAKEN,
        /** The order is closed; its number. */
        CLOSED,
        /** No order of this number is open; the number. */
        NOT_OPEN,
        /** Modules are in work under it; number, bench and batch. */
        IN_WORK,
        /** What the ledger says of it was changed; its number. */
        CHANGED,
        /** A private key's file that is none, or whose passphrase is another. */
        PASSPHRASE,
        /** A passphrase that is too short; characters it needs. */
        PASSPHRASE_SHORT,
        /** The private key does not belong to the public one; the latter's name. */
        OTHER_KEY
    }

    private final Cause cause;

    public OrderException(Cause cause, String... details) {
        super(sentence(cause, List.of(details), Languages.now()));
        this.cause = cause;
    }

    static OrderException of(NoteException refused) {
        return new OrderException(Cause.NOTE, refused.sentence(Languages.now()));
    }

    static OrderException of(YamlException refused) {
        return new OrderException(Cause.TEXT, refused.getMessage());
    }

    public Cause why() {
        return cause;
    }

    private static String sentence(Cause cause, List<String> details, Locale locale) {
        return Wording.of("order", locale).say("refused." + cause, details.toArray());
    }
}
