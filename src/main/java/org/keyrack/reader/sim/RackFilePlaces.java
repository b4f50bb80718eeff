package org.keyrack.reader.sim;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;

/** Says where in a rack file something is wrong: file, line, path. */
final class RackFilePlaces {
    private final String name;
    private final Map<String, Integer> lines;

    /** @param lines by JSON pointer (RFC 6901) */
    RackFilePlaces(String name, Map<String, Integer> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** @param cause what is wrong with the value at the pointer, a clause without the value itself */
    RackFileException wrong(JsonPointer at, String cause, String action) {
        Integer line = null;
        for (JsonPointer up = at; up != null && line == null; up = up.head()) {
            line = lines.get(up.toString());
        }
        String place = name + (line == null ? "" : " line " + line) + (at.matches() ? "" : " " + path(at));
        return new RackFileException(place, cause, action);
    }

    /** {@code units[0].locations[2].ref} */
    private static String path(JsonPointer at) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer down = at; !down.matches(); down = down.tail()) {
            if (down.mayMatchElement()) {
                path.append('[').append(down.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shortened(down.getMatchingProperty()));
            }
        }
        return path.toString();
    }

    static String shortened(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(40).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.length() < name.length() ? shown + "…" : shown.toString();
    }
}
