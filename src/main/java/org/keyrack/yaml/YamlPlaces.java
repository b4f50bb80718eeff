package org.keyrack.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands where in one document, by paths such as {@code units[0].locations[2].ref}. */
final class YamlPlaces {
    private static final int SHOWN = 40;

    private final String source;
    private final Map<String, Place> places = new HashMap<>();

    /** Where scalars without quotes begin, by line and column. */
    private final Set<List<Integer>> plain = new HashSet<>();

    private record Place(int line, int column, JsonToken token) {}

    YamlPlaces(String source) {
        this.source = source;
    }

    /** Notes the value at which a parser stands, and gives its path. */
    String note(JsonParser parser, JsonToken token) {
        JsonStreamContext context = parser.getParsingContext();
        // At the beginning of a structure the parser is inside of it already.
        String path = path(token.isStructStart() ? context.getParent() : context);
        JsonLocation at = parser.currentTokenLocation();
        places.putIfAbsent(path, new Place(at.getLineNr(), at.getColumnNr(), token));
        return path;
    }

    /** Notes that a scalar without quotes begins there; lines and columns from 1. */
    void plain(int line, int column) {
        plain.add(List.of(line, column));
    }

    boolean isQuoted(String path) {
        Place place = places.get(path);
        return place != null && !plain.contains(List.of(place.line(), place.column()));
    }

    private static String path(JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String above = path(context.getParent());
        return context.inArray()
                ? above + "[" + context.getCurrentIndex() + "]"
                : field(above, String.valueOf(context.getCurrentName()));
    }

    static String field(String path, String name) {
        return path.isEmpty() ? printable(name) : path + "." + printable(name);
    }

    /** The path of an entry: of one that stands without a list, the path itself. */
    String entry(String path, int index) {
        Place place = places.get(path);
        return place != null && place.token() == JsonToken.START_OBJECT ? path : path + "[" + index + "]";
    }

    /** What Jackson went through to where it failed. */
    String path(List<Reference> references) {
        String path = "";
        for (Reference reference : references) {
            path = reference.getFieldName() == null
                    ? entry(path, reference.getIndex())
                    : field(path, reference.getFieldName());
        }
        return path;
    }

    /** The fields of a map, made printable. */
    List<String> fields(String path) {
        String prefix = path.isEmpty() ? "" : path + ".";
        return places.keySet().stream()
                .filter(each -> !each.isEmpty() && each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()))
                .filter(field -> !field.contains(".") && !field.contains("["))
                .toList();
    }

    boolean has(String path) {
        return places.containsKey(path);
    }

    /** What stands at a path: a map, a list, a scalar; nothing when it is empty. */
    JsonToken token(String path) {
        Place place = places.get(path);
        return place == null ? JsonToken.NOT_AVAILABLE : place.token();
    }

    /** A place for a message: the line is that of the value, or of what it would stand in. */
    String shown(String path) {
        Place place = places.get(path);
        for (String up = path; place == null && !up.isEmpty(); place = places.get(up)) {
            up = up.substring(0, Math.max(0, Math.max(up.lastIndexOf('.'), up.lastIndexOf('['))));
        }
        return shown(place == null ? 0 : place.line()) + (path.isEmpty() ? "" : ", " + path);
    }

    /** A line, from 1; 0 for the whole document. */
    String shown(int line) {
        return source
                + (line > 0 ? ", " + org.keyrack.language.Wording.of("input").say("line", line) : "");
    }

    /** What comes out of a file must not steer the terminal or break the line that it is shown in. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > SHOWN ? shown + "…" : shown.toString();
    }
}
