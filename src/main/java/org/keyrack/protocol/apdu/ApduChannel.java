package org.keyrack.protocol.apdu;

/** The one-method channel to a card: a command out, its answer back. Decorators and tests implement it too. */
@FunctionalInterface
public interface ApduChannel {
    /**
     * Sends one command and waits for its whole answer; GET RESPONSE (61xx) is done inside.
     *
     * @throws LinkFailure when no answer came back; whether the card has acted on the command is then not known
     * @throws ProtocolFailure when what came back is no response APDU
     */
    ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure;
}
