package org.keyrack.protocol.apdu;

import java.util.function.BooleanSupplier;

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

    /**
     * Does steps, each with commands of its own, one after the other until one says that it was the last. Between two of them
     * no thread is woken where the channel has a thread for its card; it may stop earlier when others want the card.
     *
     * @param step whether another one may follow; called on any thread, and never again after this has returned or failed
     * @throws LinkFailure when a step's command hangs or its card goes; the step itself may still be at it then
     */
    default void repeatedly(BooleanSupplier step) throws LinkFailure {
        oneByOne(step);
    }

    /** Does steps on the caller's own thread, for what has none of its own. */
    static void oneByOne(BooleanSupplier step) {
        while (step.getAsBoolean()) {
            // The step has done it.
        }
    }
}
