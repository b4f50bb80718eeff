package org.keyrack.reader.pcsc;

import java.util.ArrayList;
import java.util.List;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.keyrack.reader.pcsc.WinscardLibrary.Refused;

/** The readers as one PC/SC context shows them. For one thread at a time, as pcsc-lite wants it. */
final class WinscardTerminals extends CardTerminals {
    private final WinscardLibrary library;
    private long context;
    private boolean established;

    WinscardTerminals(WinscardLibrary library) {
        this.library = library;
    }

    /** Creates the context, which the first list does otherwise. */
    void establish() throws CardException {
        try {
            context = library.establish();
            established = true;
        } catch (Refused refused) {
            throw new CardException(refused);
        }
    }

    void release() {
        if (established) {
            established = false;
            library.release(context);
        }
    }

    /** Every reader, whatever is in it; no readers is an empty list. Other states than ALL are not supported. */
    @Override
    public List<CardTerminal> list(State state) throws CardException {
        if (state != State.ALL) {
            throw new UnsupportedOperationException("Only all readers can be listed");
        }
        if (!established) {
            establish();
        }
        try {
            List<CardTerminal> terminals = new ArrayList<>();
            for (byte[] name : library.names(context)) {
                terminals.add(new WinscardTerminal(library, context, name));
            }
            return terminals;
        } catch (Refused refused) {
            throw new CardException(refused);
        }
    }

    /** Not supported: the monitor looks at all readers on a context of its own. */
    @Override
    public boolean waitForChange(long timeout) {
        throw new UnsupportedOperationException("The monitor waits for changes");
    }
}
