package org.keyrack.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of something that is printed or written by itself; its sentence is in {@link CauseTexts}.
 *
 * @param batch {@code BENCH/NUMBER}
 * @param count how many labels it is about; 0 when it is about a report
 * @param detail the cause in the language shown, or the modules that it is about
 * @param file the report that was written
 */
public record PrintoutNews(Kind kind, String batch, int count, String detail, Optional<Path> file) {
    /** Each has one sentence in the bundle, {@code printout.KIND}. */
    public enum Kind {
        /** Labels are still to be printed: the printer has not taken them. */
        WAITING,
        /** Labels may be printed or not: somebody has to look. */
        UNCLEAR,
        /** Labels that an earlier start of the program had left were printed now. */
        LATE,
        /** Nothing is printed by itself: what was printed cannot be written down. */
        NO_RECORD,
        /** The report is written. */
        WRITTEN,
        /** The report could not be written. */
        NOT_WRITTEN
    }

    static PrintoutNews labels(Kind kind, String batch, int count, String detail) {
        return new PrintoutNews(kind, batch, count, detail, Optional.empty());
    }
}
