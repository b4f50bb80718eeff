package org.keyrack.ledger;

/** A list of expected modules cannot be used; the message names the file, the line, the cause and what to do. */
public final class DeliveryListException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final long line;
    private final String text;

    DeliveryListException(Kind kind, String file, long line, String text) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + String.format(kind.sentence, text));
        this.kind = kind;
        this.line = line;
        this.text = text;
    }

    /** What is wrong. */
    public enum Kind {
        /** There is no such file. */
        MISSING("there is no such file. Check its name."),
        /** The system does not let the user read it. */
        DENIED("access to the file is denied. Check its access rights."),
        /** The file cannot be opened; the text says why. */
        UNREADABLE("the list cannot be read (%s). Choose another file."),
        /** The file is no text. */
        NOT_TEXT("this is no text file. Save the list as CSV, then import it again."),
        /** More lines or bytes than a delivery has modules. */
        TOO_LONG("the list has more than %s lines. Divide it."),
        /** No line names a module. */
        EMPTY("the list names no module. Write one SN of 16 hexadecimal digits on each line."),
        /** A quotation mark is opened and not closed, or text follows it. */
        BROKEN_QUOTES("the quotation marks do not match. Correct the line."),
        /** The cell is no SN. */
        NO_SN("“%s” is no SN of 16 hexadecimal digits. Correct the line or remove it."),
        /** The line has no cell where the SNs are. */
        NO_CELL("the line has no SN. Write it or remove the line."),
        /** A spreadsheet program has taken the SN for a number. */
        NUMBER(
                "“%s” was an SN until a spreadsheet took it for a number. Format the column as text, enter the SNs again,"
                        + " save, then import the list again."),
        /** The SN is in an earlier line too; the text is the SN. */
        TWICE("%s is in the list already. Remove one of the two lines.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
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
