package org.keyrack.ledger;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.ledger.DeliveryListException.Kind;

/** One cell of a list of expected modules: whether it holds an SN, was meant to, or names the column that does. */
final class DeliveryListCell {
    private static final Pattern SN = Pattern.compile("[0-9A-Fa-f]{16}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{5,40}");
    /** 1.12E+15, 1,122,334,455, 1 122 334 455 or 1122334455.0: what a spreadsheet shows for a number. */
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?([0-9]+(([.,'’][0-9]+)+|(?=[eE]))|[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?)([eE][+-]?[0-9]+)?");
    /** 0011-2233-4455-6677 or 00:11:22:33:44:55:66:77, with any dash, dot, colon, apostrophe or underscore. */
    private static final Pattern GROUPED =
            Pattern.compile("H{2}(([\\p{Pd}:.'’_])H{2})(\\2H{2}){6}|H{4}(([\\p{Pd}:.'’_])H{4})(\\5H{4}){2}"
                    .replace("H", "[0-9A-Fa-f]"));
    /**
     * 0011 2233 4455 6677 or 00 11 22 33 44 55 66 77. Blanks after other digits separate numbers: a position from its SN, the
     * thousands of a French or Swedish number.
     */
    private static final Pattern SPACED =
            Pattern.compile("(H{4})+( (H{4})+)*( H{1,3})?|H{2}( H{2})*( H)?".replace("H", "[0-9A-Fa-f]"));
    /** What stands around a text to mark it as one. */
    private static final Pattern QUOTED = Pattern.compile("=?[\"'‘’“”„«»‹›]+ ?(.*?) ?[\"'‘’“”„«»‹›]*");
    /** Of the same length as an SN, but for a letter or two. */
    private static final Pattern NEARLY = Pattern.compile("(?=(.*[0-9A-Fa-f]){10})[0-9A-Za-z.:-]{12,24}");
    /** In English, French, German, Spanish, Italian, Portuguese and Dutch. */
    private static final Pattern HEADING = Pattern.compile(
            "(.* )?(sn|s n|ns|n s|serials?|serial ?(no|nr|number|numbers)|serie|series|serien?(nr|nummern?|nummer)|serienummers?|"
                    + "nserie|numeroserie|seriale|matricola|matricule)( .*)?");

    private static final int SHOWN = 40;

    private DeliveryListCell() {}

    /**
     * A cell without the marks of a text around it, ="…", quotation marks or an apostrophe, and without the blanks of any kind
     * that group digits and the invisible characters that come along when they are copied; digits and letters of full width
     * are the usual ones, and the dashes, colons, dots or apostrophes between groups of digits of one length are left out.
     */
    static String plain(String cell) {
        StringBuilder kept = new StringBuilder(cell.length());
        Normalizer.normalize(cell, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .map(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) ? ' ' : point)
                .forEach(kept::appendCodePoint);
        String text = kept.toString().replaceAll(" +", " ").strip();
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            text = quoted.group(1);
        }
        if (text.regionMatches(true, 0, "0x", 0, 2)) {
            text = text.substring(2);
        }
        if (SPACED.matcher(text).matches()) {
            return text.replace(" ", "");
        }
        return GROUPED.matcher(text).matches() ? text.replaceAll("[^0-9A-Fa-f]", "") : text;
    }

    static boolean isSn(String plain) {
        return SN.matcher(plain).matches();
    }

    /** Whether somebody meant an SN here: then it is no title. */
    static boolean isMeant(String plain) {
        return HEX.matcher(plain).matches()
                || NUMBER.matcher(plain).matches()
                || NEARLY.matcher(plain.replace(" ", "")).matches();
    }

    /** Whether the cell names the column of the SNs. */
    static boolean isHeading(String cell) {
        String words = Normalizer.normalize(cell, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", " ")
                .strip();
        return words.length() <= 60 && HEADING.matcher(words).matches();
    }

    /** Why a cell is no SN. */
    static Kind fault(String plain) {
        if (plain.isEmpty()) {
            return Kind.NO_CELL;
        }
        if (NUMBER.matcher(plain).matches()) {
            return Kind.NUMBER;
        }
        if (!HEX.matcher(plain).matches()) {
            return Kind.NO_SN;
        }
        return plain.length() < 16 ? Kind.TOO_FEW_DIGITS : Kind.TOO_MANY_DIGITS;
    }

    /** A cell for a message: cut, and nothing in it that a terminal would act on. */
    static String shown(String cell) {
        String text = cell.strip().replaceAll("\\s+", " ").replaceAll("\\p{C}", "?");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
