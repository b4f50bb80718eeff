package org.keyrack.ui.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the reports of a batch. The window shows a button for each form while there is an implementation. */
public interface Reports {
    /**
     * Writes a report.
     *
     * @param batch the batch's number on this bench
     * @param file where to
     * @throws IOException when it cannot be written, with what to do
     */
    void write(Form form, long batch, Locale locale, Path file) throws IOException;

    /** What a report can be. */
    enum Form {
        PDF(".pdf"),
        CSV(".csv"),
        JSON(".json"),
        LABELS("-labels.pdf");

        private final String ending;

        Form(String ending) {
            this.ending = ending;
        }

        /** How its file's name ends. */
        public String ending() {
            return ending;
        }
    }
}
