package org.keyrack.protocol.apdu;

/** An answer that breaks the rules: wrong length, version or reserved bit, a bare 9000, a receipt that does not match V. */
public final class ProtocolFailure extends CardFailure {
    private static final long serialVersionUID = 1L;

    public ProtocolFailure(String message) {
        super(message);
    }
}
