package org.keyrack.reader.pcsc;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.keyrack.reader.Readers.Sharing;

/** What differs between the two providers of {@code javax.smartcardio}. */
interface SmartcardApi {
    /** Creates a context, or gives the one there is. */
    CardTerminals terminals() throws CardException;

    /** Lets go of a context that does not work any more. */
    void discard(CardTerminals terminals);

    /** Gives a context back when it is not needed any more. */
    void release(CardTerminals terminals);

    Card connect(CardTerminal terminal, Sharing sharing) throws CardException;

    /**
     * Resets a card.
     *
     * @return whether the handle goes on; else it is over and the card is to be connected again
     */
    boolean resetInPlace(Card card) throws CardException;

    RawChannel channel(Card card);

    static SmartcardApi of(Provider provider) {
        PcscInstallation.locate();
        return switch (provider) {
            case JNA -> new WinscardApi();
            case JDK -> new JdkApi();
        };
    }
}
