package org.keyrack.language;

/**
 * The one rule for names that people type: an operator, a label, who set a module aside. Control characters, invisible ones
 * (direction marks, zero widths) and line separators are not part of a name, and a name has an end.
 */
public final class TypedName {
    /** Characters of a name at most. */
    public static final int LONGEST = 80;

    private TypedName() {}

    /** Whether a text is a name as it stands. */
    public static boolean isValid(String text) {
        return !text.isBlank()
                && text.codePoints().noneMatch(TypedName::isHidden)
                && text.codePointCount(0, text.length()) <= LONGEST;
    }

    /** What of a text can be a name: the rest is dropped, blanks become one, the end is cut. */
    public static String cleaned(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(point -> Character.isWhitespace(point) || !isHidden(point))
                .limit(10L * LONGEST)
                .map(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) ? ' ' : point)
                .forEach(kept::appendCodePoint);
        String name = kept.toString().strip().replaceAll(" {2,}", " ");
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST)).strip();
    }

    /** A text that an older program stored, so that nobody's terminal or table acts on it: hidden characters as their numbers. */
    public static String escaped(String text) {
        if (text.codePoints().noneMatch(TypedName::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** The same, cut where a name would end twice over. */
    public static String shown(String text) {
        int most = 2 * LONGEST;
        return text.codePointCount(0, text.length()) <= most
                ? escaped(text)
                : escaped(text.substring(0, text.offsetByCodePoints(0, most))) + "…";
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
