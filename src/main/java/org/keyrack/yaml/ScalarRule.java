package org.keyrack.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field makes of the characters that stand there. */
interface ScalarRule {
    Pattern WHOLE = Pattern.compile("0|[1-9][0-9]*");
    Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]{1,3})?");

    /**
     * Reads a scalar.
     *
     * @param text as it is written, without quotes
     * @param token what YAML takes it for: in quotes always a text
     * @throws Unfit when the field cannot have it
     */
    Object read(String text, JsonToken token) throws Unfit;

    /** What is wrong. */
    final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String key;
        private final transient List<Object> details;

        /**
         * @param key of the cause in {@code i18n/input}; its action is under {@code action.} and the same key
         * @param details what the action names
         */
        Unfit(String key, Object... details) {
            super(key, null, false, false);
            this.key = key;
            this.details = List.of(details);
        }

        String key() {
            return key;
        }

        Object[] details() {
            return details.toArray();
        }
    }

    /** The rule of a field, by its type and its annotation. */
    static ScalarRule of(Class<?> type, @Nullable BeanProperty property) {
        if (type.isEnum()) {
            return words(type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return ScalarRule::truth;
        }
        Whole whole = property == null ? null : property.getAnnotation(Whole.class);
        Decimal decimal = property == null ? null : property.getAnnotation(Decimal.class);
        Form form = property == null ? null : property.getAnnotation(Form.class);
        if (whole != null) {
            return (text, token) -> whole(type, text, token, whole);
        }
        if (decimal != null) {
            return (text, token) -> decimal(text, token, decimal);
        }
        if (form != null) {
            Pattern pattern = Pattern.compile(form.pattern());
            return (text, token) -> formed(type, text, pattern, form.name());
        }
        throw new IllegalStateException("A field of type " + type.getSimpleName()
                + " says nothing of how it is written: " + (property == null ? "" : property.getName()));
    }

    private static Object whole(Class<?> type, String text, JsonToken token, Whole rule) throws Unfit {
        Object[] range = {String.valueOf(rule.least()), String.valueOf(rule.most())};
        if (!token.isNumeric() || !WHOLE.matcher(text).matches()) {
            throw new Unfit("number.form", range);
        }
        // Ten digits are more than every field has: no text is too long to be compared.
        if (text.length() > 10 || Long.parseLong(text) < rule.least() || Long.parseLong(text) > rule.most()) {
            throw new Unfit("number.range", range);
        }
        boolean wide = type == long.class || type == Long.class;
        return wide ? (Object) Long.valueOf(text) : (Object) Integer.valueOf(text);
    }

    private static Object decimal(String text, JsonToken token, Decimal rule) throws Unfit {
        Object[] range = {rule.least(), rule.most()};
        if (!token.isNumeric() || !DECIMAL.matcher(text).matches()) {
            throw new Unfit("decimal.form", range);
        }
        double value = Double.parseDouble(text);
        if (value < rule.least() || value > rule.most()) {
            throw new Unfit("number.range", range);
        }
        return value;
    }

    private static Object formed(Class<?> type, String text, Pattern pattern, String name) throws Unfit {
        if (!pattern.matcher(text).matches()) {
            throw new Unfit("text.form", name);
        }
        if (type == byte[].class) {
            return HexFormat.of().parseHex(text);
        }
        return type == char[].class ? text.toCharArray() : text;
    }

    private static Object truth(String text, JsonToken token) throws Unfit {
        if (!token.isBoolean() || !(text.equals("true") || text.equals("false"))) {
            throw new Unfit("truth.form");
        }
        return text.equals("true");
    }

    /** The word that stands for a constant: that of its annotation, else its name. */
    static String word(Enum<?> constant) {
        try {
            JsonProperty written =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return written == null ? constant.name() : written.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ScalarRule words(Class<?> type) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            words.put(word((Enum<?>) constant), constant);
        }
        String all = String.join(", ", words.keySet());
        return (text, token) -> {
            Object found = words.get(text);
            if (found == null) {
                throw new Unfit("word.form", all);
            }
            return found;
        };
    }
}
