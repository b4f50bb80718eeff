package org.keyrack.prepare;

import org.keyrack.card.CardRefusal;
import org.keyrack.journal.PreparationStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CardFailure;

/** Where the work on a card tells the journal of its steps, before and after each. */
interface CardSteps {
    /** What a step does. */
    interface Action {
        void run() throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException;
    }

    /**
     * Does a step: it begins once that is durable.
     *
     * @throws PreparationRefusal SERIAL_LOST when the SN became another card's meanwhile
     */
    void step(PreparationStep step, Action action)
            throws CardFailure, CardRefusal, PreparationRefusal, InterruptedException;

    /**
     * The SN of the card, durable in the ledger as its own.
     *
     * @throws PreparationRefusal NO_SERIAL when the plan has none left
     */
    SerialNumber serialNumber() throws PreparationRefusal, InterruptedException;
}
