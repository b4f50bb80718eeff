package org.keyrack.protocol.apdu;

/** One of the four ways in which talking to a card fails: link, status word, PIN, protocol. */
public abstract sealed class CardFailure extends Exception
        permits LinkFailure, StatusWordFailure, PinFailure, ProtocolFailure {
    private static final long serialVersionUID = 1L;

    CardFailure(String message) {
        super(message);
    }

    CardFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
