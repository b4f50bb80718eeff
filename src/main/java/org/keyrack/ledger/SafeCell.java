package org.keyrack.ledger;

import org.keyrack.language.TypedName;

/** A cell of a table for spreadsheets: no program takes it for a formula. People type names, and cards name readers. */
public final class SafeCell {
    /** What a spreadsheet takes for the beginning of a formula; the wide forms are East Asian ones of = + - @. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private SafeCell() {}

    /** The text, behind an apostrophe when it begins like a formula; hidden characters as their numbers. */
    public static String of(String text) {
        String cell = TypedName.escaped(text);
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
