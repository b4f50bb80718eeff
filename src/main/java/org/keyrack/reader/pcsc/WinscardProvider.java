package org.keyrack.reader.pcsc;

import java.security.Provider;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactorySpi;

/**
 * A provider of {@code javax.smartcardio} over {@link WinscardLibrary}: a context for each {@code terminals()}, exclusive
 * sharing, a reset that keeps the handle, and each command sent once. What KeyRack does not use is not supported.
 */
public final class WinscardProvider extends Provider {
    private static final long serialVersionUID = 1L;

    public WinscardProvider() {
        super("KeyRackPCSC", "1", "PC/SC by the system's own library");
        put("TerminalFactory.PC/SC", Factory.class.getName());
    }

    /** Made by {@code TerminalFactory.getInstance}. */
    public static final class Factory extends TerminalFactorySpi {
        private final WinscardLibrary library;

        /** @param library a {@link WinscardLibrary}, or null: the system's */
        public Factory(Object library) {
            this.library = library == null ? new WinscardLibrary() : (WinscardLibrary) library;
        }

        @Override
        protected CardTerminals engineTerminals() {
            return new WinscardTerminals(library);
        }
    }
}
