package org.keyrack.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a batch prints and writes by itself.
 *
 * @param labels a label for each module that is done; empty for none
 * @param reports folder for the report of the batch when it has ended; empty for none
 * @param locale the language of both
 */
public record PrintoutWish(Optional<Labels> labels, Optional<Path> reports, Locale locale) {
    /**
     * Labels by themselves.
     *
     * @param printer its name, as the system knows it
     * @param template a built-in one's name, or a file
     */
    public record Labels(String printer, String template) {}

    boolean nothing() {
        return labels.isEmpty() && reports.isEmpty();
    }
}
