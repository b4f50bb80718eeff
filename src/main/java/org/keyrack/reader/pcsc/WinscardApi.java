package org.keyrack.reader.pcsc;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.keyrack.reader.Readers.Sharing;

/** Our own provider: each call of {@code terminals()} is a PC/SC context of its own. */
final class WinscardApi implements SmartcardApi {
    private final TerminalFactory factory;

    /** @throws UnsatisfiedLinkError when the library is not on this system */
    WinscardApi() {
        try {
            factory = TerminalFactory.getInstance("PC/SC", new WinscardLibrary(), new WinscardProvider());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("The PC/SC provider of this program does not load", missing);
        }
    }

    @Override
    public CardTerminals terminals() throws CardException {
        WinscardTerminals terminals = (WinscardTerminals) factory.terminals();
        terminals.establish();
        return terminals;
    }

    @Override
    public void discard(CardTerminals terminals) {
        release(terminals);
    }

    @Override
    public void release(CardTerminals terminals) {
        ((WinscardTerminals) terminals).release();
    }

    @Override
    public Card connect(CardTerminal terminal, Sharing sharing) throws CardException {
        return terminal.connect(sharing == Sharing.EXCLUSIVE ? WinscardTerminal.EXCLUSIVE + "*" : "*");
    }

    /** SCardReconnect: no other program can come between. */
    @Override
    public boolean resetInPlace(Card card) throws CardException {
        ((WinscardCard) card).reset();
        return true;
    }

    @Override
    public RawChannel channel(Card card) {
        CardChannel channel = card.getBasicChannel();
        byte[] answer = new byte[WinscardCard.LARGEST_ANSWER];
        return command -> Arrays.copyOf(answer, channel.transmit(ByteBuffer.wrap(command), ByteBuffer.wrap(answer)));
    }
}
