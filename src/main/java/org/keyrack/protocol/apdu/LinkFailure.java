package org.keyrack.protocol.apdu;

/** Nothing came back: the card, the reader or the service is gone, or busy elsewhere. */
public final class LinkFailure extends CardFailure {
    private static final long serialVersionUID = 1L;

    /** Why the link failed, as far as PC/SC tells. */
    public enum Reason {
        /** The card was taken out (SCARD_W_REMOVED_CARD, SCARD_E_NO_SMARTCARD). */
        CARD_REMOVED,
        /** Another program reset the card (SCARD_W_RESET_CARD); its volatile state is lost. */
        CARD_RESET,
        /** Another program holds the card (SCARD_E_SHARING_VIOLATION). */
        CARD_BUSY,
        /** The card does not answer to reset or its answers break the transmission protocol. */
        CARD_MUTE,
        /** The card took longer than the watchdog allows and still has not answered. */
        HUNG,
        /** The reader was unplugged (SCARD_E_UNKNOWN_READER, SCARD_E_READER_UNAVAILABLE). */
        READER_GONE,
        /** The smart-card service is stopped or was restarted (SCARD_E_NO_SERVICE, SCARD_E_INVALID_HANDLE). */
        SERVICE_GONE,
        /** The connection was closed on this side. */
        CLOSED,
        OTHER
    }

    private final Reason reason;

    public LinkFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LinkFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
