package org.keyrack.printer;

import java.util.List;
import java.util.Map;

/** The printers of this computer. Its calls wait for other programs: not for the JavaFX thread. */
public interface Printers {
    /**
     * Those that the system knows by CUPS.
     *
     * @param environment where {@code CUPS_SERVER} may name another service than this computer's
     */
    static Printers of(Map<String, String> environment) {
        return new Cups(environment);
    }

    /** Their names, in the system's order. */
    List<String> names() throws PrinterException;

    /**
     * Hands pages over. When this returns, the printing system has them in a queue of its own that outlives it.
     *
     * @return what the printing system calls them
     * @throws PrinterException when it has not taken them, or {@link PrinterException#unclear} when nobody can tell
     */
    String print(PrintTask task) throws PrinterException;
}
