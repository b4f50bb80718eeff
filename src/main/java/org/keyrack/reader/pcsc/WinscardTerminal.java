package org.keyrack.reader.pcsc;

import java.nio.charset.StandardCharsets;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.keyrack.reader.pcsc.WinscardLibrary.Refused;

/** One reader of a context. It keeps the bytes of its name: they go back to the library as they came, whatever the locale. */
final class WinscardTerminal extends CardTerminal {
    /** Before a protocol, in {@link #connect}: no other program may use the card. */
    static final String EXCLUSIVE = "EXCLUSIVE;";

    private final WinscardLibrary library;
    private final long context;
    private final byte[] name;

    WinscardTerminal(WinscardLibrary library, long context, byte[] name) {
        this.library = library;
        this.context = context;
        this.name = name;
    }

    @Override
    public String getName() {
        return new String(name, StandardCharsets.UTF_8);
    }

    /** @param protocol {@code *}: T=1 or T=0, after {@link #EXCLUSIVE} when the card is not to be shared */
    @Override
    public Card connect(String protocol) throws CardException {
        boolean exclusive = protocol.startsWith(EXCLUSIVE);
        if (!protocol.endsWith("*")) {
            throw new IllegalArgumentException("Only * is supported as a protocol");
        }
        try {
            return new WinscardCard(library, library.connect(context, name, exclusive), exclusive);
        } catch (Refused refused) {
            throw new CardException(refused);
        }
    }

    /** Not supported, as the two that wait: the monitor knows it, and here it would wait for a command at work. */
    @Override
    public boolean isCardPresent() {
        throw new UnsupportedOperationException("The monitor knows which cards are present");
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
        return isCardPresent();
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        return isCardPresent();
    }
}
