package org.keyrack.card;

/** Why KeyRack does not manage the contents of a card, before anything was sent that counts against it. */
public final class CardRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    public enum Reason {
        /** No issuer security domain answers. */
        NOT_GLOBAL_PLATFORM,
        /** The card speaks SCP01, whose use is deprecated. */
        SCP01,
        /** The card speaks SCP02, whose use is deprecated. */
        SCP02,
        /** The card speaks a secure channel protocol that this program does not know. */
        OTHER_PROTOCOL,
        /** There is no key set of that version on the card. */
        NO_SUCH_KEY_VERSION,
        /** The card's cryptogram is not of these keys. Nothing was sent that counts against the card. */
        WRONG_KEYS,
        /** The card keeps its maker's keys beside the new ones and does not delete them. */
        MAKERS_KEYS_STAY,
        /** The card counts wrong keys and takes none any more. */
        BLOCKED,
        /** The card cannot encrypt or authenticate as is asked for. */
        LEVEL
    }

    private final Reason reason;

    public CardRefusal(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
