package org.keyrack.ledger;

import java.util.Locale;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;

/** A list of expected modules cannot be used; the message names the file, the line, the cause and what to do. */
public final class DeliveryListException extends SentenceException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String file;
    private final long line;
    private final String text;

    DeliveryListException(Kind kind, String file, long line, String text) {
        super(sentence(Languages.now(), kind, file, line, text));
        this.kind = kind;
        this.file = file;
        this.line = line;
        this.text = text;
    }

    /** What is wrong: its sentence is {@code deliveryList.KIND} of {@code i18n/input}. */
    public enum Kind {
        /** The file cannot be read; the text is the whole sentence. */
        UNREADABLE,
        /** The file is no text. */
        NOT_TEXT,
        /** More modules than a list may have; the text says how many. */
        TOO_LONG,
        /** No line names a module. */
        EMPTY,
        /** A quotation mark is opened and not closed, or text follows it. */
        BROKEN_QUOTES,
        /** The cell is no SN. */
        NO_SN,
        /** The cell has fewer hexadecimal digits than an SN. */
        TOO_FEW_DIGITS,
        /** The cell has more hexadecimal digits than an SN. */
        TOO_MANY_DIGITS,
        /** The line has no cell where the SNs are. */
        NO_CELL,
        /** A spreadsheet program has taken the SN for a number. */
        NUMBER,
        /** The line has another SN in a column that no heading tells from the first; the text is the other one. */
        SEVERAL,
        /** The SN is in an earlier line too; the text is the SN. */
        TWICE
    }

    private static String sentence(Locale locale, Kind kind, String file, long line, String text) {
        Wording words = Wording.of("input", locale);
        String place = line > 0 ? file + ", " + words.say("line", line) : file;
        return words.say("deliveryList." + kind, place, text, text.length());
    }

    /** The same message in another language. */
    public String sentence(Locale locale) {
        return kind == Kind.UNREADABLE ? getMessage() : sentence(locale, kind, file, line, text);
    }

    public Kind kind() {
        return kind;
    }

    /** The line, from 1; 0 when it is about the whole file. */
    public long line() {
        return line;
    }

    /** What stands there, cut and printable. */
    public String text() {
        return text;
    }
}
