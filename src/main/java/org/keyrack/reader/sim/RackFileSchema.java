package org.keyrack.reader.sim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;

/** Checks a rack file against {@code schema/rack.schema.json} and says the first thing that is wrong in a sentence. */
final class RackFileSchema {
    private static final String RESOURCE = "/schema/rack.schema.json";
    private static final String SEE = "See docs/rack-file.md.";
    private static final JsonSchema SCHEMA = load();

    private RackFileSchema() {}

    /** The schema's text. */
    static String text() {
        try (InputStream in = RackFileSchema.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonSchema load() {
        SchemaValidatorsConfig pointers =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(text(), InputFormat.JSON, pointers);
    }

    static void check(JsonNode tree, RackFilePlaces places) throws RackFileException {
        Set<ValidationMessage> messages = SCHEMA.validate(tree);
        ValidationMessage first = messages.stream()
                .min(Comparator.comparingInt(RackFileSchema::rank)
                        .thenComparing(message -> message.getInstanceLocation().toString()))
                .orElse(null);
        if (first != null) {
            throw explain(first, tree, places);
        }
    }

    /** Wrong types first: what follows from them is noise. */
    private static int rank(ValidationMessage message) {
        return switch (message.getType()) {
            case "type" -> 0;
            case "additionalProperties" -> 1;
            case "required" -> 2;
            default -> 3;
        };
    }

    /** The library's own sentences quote values, which may be keys or PINs. */
    private static RackFileException explain(ValidationMessage message, JsonNode tree, RackFilePlaces places) {
        JsonPointer at = pointer(message.getInstanceLocation());
        String wanted = wanted(message);
        return switch (message.getType()) {
            case "additionalProperties" ->
                places.wrong(
                        at.appendProperty(message.getProperty()),
                        "there is no field \"" + RackFilePlaces.shortened(message.getProperty()) + "\" here",
                        "Check its spelling and its indentation, or remove it.");
            case "required" ->
                places.wrong(at, "the field \"" + message.getProperty() + "\" is missing", "Add it. " + SEE);
            case "type" -> places.wrong(at, type(message, tree.at(at)), advice(message, wanted));
            case "enum" ->
                places.wrong(
                        at, "this is none of the words that are allowed here", "Write one of " + words(message) + ".");
            case "minimum", "maximum" -> places.wrong(at, "the number is out of range", advice(message, wanted));
            case "minItems" -> places.wrong(at, "the list has too few entries", advice(message, wanted));
            case "maxItems" ->
                places.wrong(at, "the list has more than " + message.getSchemaNode() + " entries", "Remove some.");
            case "uniqueItems" -> places.wrong(at, "an entry stands twice in the list", "Remove one.");
            case "pattern", "minLength", "maxLength" ->
                places.wrong(at, "the text has not the right form", advice(message, wanted));
            default -> places.wrong(at, "this is not allowed here", advice(message, wanted));
        };
    }

    private static String advice(ValidationMessage message, String wanted) {
        boolean quotes = "type".equals(message.getType())
                && "string".equals(message.getSchemaNode().asText());
        return (quotes ? "Put it in quotes. " : "") + (wanted.isEmpty() ? SEE : "Wanted: " + wanted);
    }

    private static String type(ValidationMessage message, JsonNode found) {
        return "here stands " + name(found) + " and not "
                + switch (message.getSchemaNode().asText()) {
                    case "object" -> "a map of fields";
                    case "array" -> "a list";
                    case "string" -> "text";
                    case "integer" -> "a whole number";
                    case "number" -> "a number";
                    case "boolean" -> "true or false";
                    default -> "what is allowed";
                };
    }

    private static String name(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT, POJO -> "a map of fields";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> found.isIntegralNumber() ? "a whole number" : "a number with a fraction";
            case BOOLEAN -> "true or false";
            case BINARY -> "binary data";
            case MISSING, NULL -> "nothing";
        };
    }

    /** The description that stands in the schema beside what was not met. */
    private static String wanted(ValidationMessage message) {
        JsonNode schema = SCHEMA.getSchemaNode();
        String location = message.getSchemaLocation().getFragment().toString();
        JsonNode around = schema.at(JsonPointer.compile(location).head());
        return around.path("description").asText("");
    }

    private static String words(ValidationMessage message) {
        StringBuilder words = new StringBuilder();
        message.getSchemaNode()
                .forEach(word -> words.append(words.isEmpty() ? "" : ", ").append(word.asText()));
        return words.toString();
    }

    private static JsonPointer pointer(JsonNodePath path) {
        return JsonPointer.compile(path.toString());
    }
}
