package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schema and the model say the same. */
class RackSchemaTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("/bench");

    private final JsonNode schema = read(resource("/schema/rack.schema.json"));
    private final JsonNode full = read(resource("/rack/full.yaml"));

    private static byte[] resource(String name) {
        try (var in = RackSchemaTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (java.io.IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    private static JsonNode read(byte[] text) {
        try {
            return YAML.readTree(text);
        } catch (java.io.IOException malformed) {
            throw new java.io.UncheckedIOException(malformed);
        }
    }

    @Test
    void everyFieldOfTheSchemaIsDescribedAndHasItsPlaceInTheFullExample() {
        Set<String> used = new HashSet<>();
        collect(full, used);
        Set<String> fields = new HashSet<>(Set.of("set"));
        fields(schema, fields);
        schema.get("$defs").forEach(definition -> fields(definition, fields));
        used.add("set");
        assertEquals(fields, used);
    }

    private void fields(JsonNode object, Set<String> names) {
        object.path("properties").properties().forEach(field -> {
            JsonNode described = field.getValue().has("$ref")
                    ? schema.at(JsonPointer.compile(
                            field.getValue().get("$ref").asText().substring(1)))
                    : field.getValue();
            assertFalse(described.path("description").asText("").isEmpty(), field.getKey());
            names.add(field.getKey());
        });
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    @Test
    void everyValueOfTheFullExampleReachesTheModel() throws Exception {
        Map<JsonPointer, JsonNode> leaves = new HashMap<>();
        leaves(full, JsonPointer.empty(), leaves);
        assertTrue(leaves.size() > 60);
        byte[] before = BenchMemory.fingerprint(model(full));
        for (Map.Entry<JsonPointer, JsonNode> leaf : leaves.entrySet()) {
            JsonNode changed = full.deepCopy();
            replace(changed, leaf.getKey(), other(leaf.getKey(), leaf.getValue()));
            assertTrue(allows(changed), leaf.getKey()::toString);
            try {
                assertFalse(
                        Arrays.equals(before, BenchMemory.fingerprint(model(changed))), "Not read: " + leaf.getKey());
            } catch (RackFileException refused) {
                assertTrue(refused.getMessage().startsWith("changed"), refused.getMessage());
            }
        }
    }

    private static void replace(JsonNode tree, JsonPointer at, JsonNode other) {
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), other);
        } else {
            ((ArrayNode) parent).set(at.last().getMatchingIndex(), other);
        }
    }

    private static RackFile model(JsonNode tree) throws RackFileException {
        return RackFile.parse(tree.toString().getBytes(StandardCharsets.UTF_8), "changed", FOLDER);
    }

    private boolean allows(JsonNode tree) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(tree)
                .isEmpty();
    }

    @Test
    void whatTheSchemaRefusesTheProgramRefuses() {
        Map<JsonPointer, JsonNode> leaves = new HashMap<>();
        leaves(full, JsonPointer.empty(), leaves);
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<JsonNode> strange = List.of(
                json.numberNode(-1),
                json.numberNode(70000.5),
                json.numberNode(5_000_000_000L),
                json.textNode(""),
                json.textNode("yes"),
                json.textNode("1"),
                json.nullNode(),
                json.booleanNode(true),
                json.objectNode(),
                json.arrayNode().add(1).add(1));
        int refused = 0;
        for (Map.Entry<JsonPointer, JsonNode> leaf : leaves.entrySet()) {
            for (JsonNode other : strange) {
                JsonNode changed = full.deepCopy();
                replace(changed, leaf.getKey(), other);
                // A text is what is written, so a plain number or boolean can be one; the schema asks for quotes.
                boolean plainText = leaf.getValue().isTextual() && (other.isNumber() || other.isBoolean());
                if (!plainText && !allows(changed)) {
                    refused++;
                    assertThrows(RackFileException.class, () -> model(changed), leaf.getKey() + " " + other);
                }
            }
        }
        assertTrue(refused > 300, "refused: " + refused);
    }

    private static void leaves(JsonNode node, JsonPointer at, Map<JsonPointer, JsonNode> found) {
        if (node.isObject()) {
            node.properties().forEach(field -> leaves(field.getValue(), at.appendProperty(field.getKey()), found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), at.appendIndex(i), found);
            }
        } else {
            found.put(at, node);
        }
    }

    /** Another value that the schema accepts in this place. */
    private static JsonNode other(JsonPointer at, JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value.isBoolean()) {
            return json.booleanNode(!value.booleanValue());
        }
        if (value.isInt() && at.toString().endsWith("/suite")) {
            return json.numberNode(3 - value.intValue());
        }
        if (value.isInt()) {
            // In a list of slots the next one may be there already.
            boolean slot = at.toString().contains("lots/");
            return json.numberNode(slot ? 7 - value.intValue() - 2 : value.intValue() + 1);
        }
        if (value.isNumber()) {
            return json.numberNode(value.doubleValue() + 1);
        }
        return json.textNode(
                switch (value.textValue()) {
                    case "AES-128" -> "AES-256";
                    case "OPERATIONAL" -> "LOADING";
                    case "IMPORTKEY" -> "INITIATE";
                    case "EXPORTKEY" -> "GETDATA";
                    case "LOAD" -> "INSTALL";
                    case "hang" -> "pull";
                    case "statusWord", "wrongLength", "tear" -> "bareSuccess";
                    case "flipBit" -> "flipAnswerBit";
                    default -> raised(value.textValue());
                });
    }

    /** The last character raised by one: hex and digits stay what they are. */
    private static String raised(String text) {
        char last = text.charAt(text.length() - 1);
        char next = last == '9' ? '0' : last == 'f' ? 'a' : (char) (last + 1);
        return text.substring(0, text.length() - 1) + next;
    }
}
