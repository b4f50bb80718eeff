package org.keyrack.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.language.SentenceException;

/**
 * The fields of one line of the ledger, sorted by name. Values are strings, integers from 0 to 2^53 - 1, booleans and
 * lists of strings; there are no nested objects.
 */
final class EventLine {
    static final long INTEGER_LIMIT = 1L << 53;

    private final Map<String, Object> fields;

    private EventLine(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** A new line; {@code bench}, {@code seq} and {@code prev} are added when it is chained. */
    static EventLine of(EventType type, Instant at) {
        // RFC 3339 in UTC with exactly three digits of a second: a fixed width sorts as text.
        String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
        if (time.length() == 20) {
            time = time.substring(0, 19) + ".000Z";
        }
        return new EventLine(new TreeMap<>()).with("type", type.text()).with("at", time);
    }

    /**
     * Reads a line.
     *
     * @throws MalformedLine when it is not exactly what {@link #text()} would write
     */
    static EventLine parse(String line) throws MalformedLine {
        return new EventLine(new LineParser(line).object());
    }

    EventLine with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    EventLine with(String name, long value) {
        if (value < 0 || value >= INTEGER_LIMIT) {
            throw new IllegalArgumentException(name + " is outside 0 to 2^53 - 1: " + value);
        }
        fields.put(name, value);
        return this;
    }

    EventLine with(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    EventLine with(String name, List<String> values) {
        fields.put(name, List.copyOf(values));
        return this;
    }

    /** The line as chained and stored, without a line feed. */
    String text() {
        StringBuilder out = new StringBuilder(512).append('{');
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (out.length() > 1) {
                out.append(',');
            }
            string(out, field.getKey());
            out.append(':');
            value(out, field.getValue());
        }
        return out.append('}').toString();
    }

    EventType type() {
        return EventType.of(text("type"));
    }

    /** How a download ended. */
    KeyRecord.State result() {
        return KeyRecord.State.ofResult(text("result"));
    }

    /** The chain it is in. */
    ChainName chain() {
        return new ChainName(text("bench"));
    }

    /** The batch it stands in, of its chain's bench. */
    BatchId batch() {
        return new BatchId(chain().bench(), number("batch"));
    }

    Instant at() {
        return Instant.parse(text("at"));
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A string that must be there; {@link LedgerUnreadable} when it is not. */
    String text(String name) {
        return required(name, String.class);
    }

    long number(String name) {
        return required(name, Long.class);
    }

    /** An integer that may be missing. */
    OptionalInt count(String name) {
        return fields.get(name) instanceof Long number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    Optional<String> maybe(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    List<String> list(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    Map<String, Object> fields() {
        return fields;
    }

    private <T> T required(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw LedgerUnreadable.event("no proper field \"" + name + "\"", null);
        }
        return type.cast(value);
    }

    private static void value(StringBuilder out, Object value) {
        if (value instanceof String text) {
            string(out, text);
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                string(out, (String) list.get(i));
            }
            out.append(']');
        } else {
            out.append(value);
        }
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == 0 || (Character.isSurrogate(c) && !paired(text, i))) {
                        // No database text holds these: U+FFFD, as Unicode advises.
                        out.append('\uFFFD');
                    } else if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** Not a line of a ledger. */
    static final class MalformedLine extends SentenceException {
        private static final long serialVersionUID = 1L;

        MalformedLine(String message) {
            super(message);
        }
    }
}
