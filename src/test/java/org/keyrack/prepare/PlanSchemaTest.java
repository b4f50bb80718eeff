package org.keyrack.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.Bytes;

/** The schemas of the plan files and what the program reads say the same. */
class PlanSchemaTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What a plan is for. */
    enum Kind {
        AS("as"),
        MODULES("modules");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        JsonNode schema() {
            return read("/schema/" + text + "-plan.schema.json");
        }

        JsonNode full() {
            return read("/plan/" + text + ".yaml");
        }

        /** Fields that exclude what the full example has. */
        Set<String> besides() {
            return this == MODULES ? Set.of("first", "last", "counter") : Set.of();
        }

        private static JsonNode read(String resource) {
            try (var in = PlanSchemaTest.class.getResourceAsStream(resource)) {
                return YAML.readTree(in);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        String text() {
            try {
                return YAML.writeValueAsString(full());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /** The plan of a file, without the file's hash. */
        CardPlan parse(byte[] yaml) throws PlanException {
            if (this == AS) {
                AsPlan as = PlanFile.parseAs(yaml, "changed");
                return new AsPlan(
                        as.name(),
                        Bytes.EMPTY,
                        as.asId(),
                        as.label(),
                        as.backup(),
                        as.transportKeys(),
                        as.keys(),
                        as.locks(),
                        as.state());
            }
            ModulePlan plan = PlanFile.parseModules(yaml, "changed");
            return new ModulePlan(plan.name(), Bytes.EMPTY, plan.transportKey(), plan.serials(), plan.locations());
        }

        CardPlan parse(JsonNode tree) throws PlanException {
            return parse(tree.toString().getBytes(StandardCharsets.UTF_8));
        }

        boolean allows(JsonNode tree) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema())
                    .validate(tree)
                    .isEmpty();
        }
    }

    private static JsonNode changed(Kind kind, JsonPointer at, JsonNode other) {
        JsonNode tree = kind.full().deepCopy();
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), other);
        } else {
            ((ArrayNode) parent).set(at.last().getMatchingIndex(), other);
        }
        return tree;
    }

    private static Map<JsonPointer, JsonNode> leaves(JsonNode node, JsonPointer at) {
        Map<JsonPointer, JsonNode> found = new HashMap<>();
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> found.putAll(leaves(field.getValue(), at.appendProperty(field.getKey()))));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                found.putAll(leaves(node.get(i), at.appendIndex(i)));
            }
        } else {
            found.put(at, node);
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldOfTheSchemaIsDescribedAndHasItsPlaceInTheFullExample(Kind kind) {
        Set<String> used = new HashSet<>(kind.besides());
        collect(kind.full(), used);
        Set<String> fields = new HashSet<>();
        List<JsonNode> objects = new ArrayList<>(List.of(kind.schema()));
        kind.schema().path("$defs").forEach(objects::add);
        while (!objects.isEmpty()) {
            objects.remove(0).path("properties").properties().forEach(field -> {
                JsonNode described = field.getValue().has("$ref")
                        ? kind.schema()
                                .at(JsonPointer.compile(
                                        field.getValue().get("$ref").asText().substring(1)))
                        : field.getValue();
                assertFalse(described.path("description").asText("").isEmpty(), field.getKey());
                fields.add(field.getKey());
                objects.add(field.getValue());
            });
        }
        assertEquals(fields, used);
        assertTrue(kind.allows(kind.full()));
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    @ParameterizedTest
    @EnumSource
    void everyValueOfTheFullExampleReachesThePlan(Kind kind) throws Exception {
        CardPlan before = kind.parse(kind.full());
        for (Map.Entry<JsonPointer, JsonNode> leaf :
                leaves(kind.full(), JsonPointer.empty()).entrySet()) {
            JsonNode changed = changed(kind, leaf.getKey(), other(leaf.getValue()));
            assertTrue(kind.allows(changed), leaf.getKey()::toString);
            try {
                assertNotEquals(before, kind.parse(changed), "Not read: " + leaf.getKey());
            } catch (PlanException refused) {
                assertTrue(refused.getMessage().startsWith("changed"), refused.getMessage());
            }
        }
    }

    /** Another value that the schema accepts in the place of one. */
    private static JsonNode other(JsonNode value) {
        if (value.isBoolean()) {
            return JSON.booleanNode(!value.booleanValue());
        }
        if (value.isInt()) {
            return JSON.numberNode(value.intValue() == 2 ? 1 : value.intValue() + 1)
                                    .intValue()
                            == 1
                    ? JSON.numberNode(3)
                    : JSON.numberNode(value.intValue() + 1);
        }
        return JSON.textNode(
                switch (value.textValue()) {
                    case "AES-128" -> "AES-256";
                    case "AES-256" -> "AES-128";
                    case "OPERATIONAL" -> "LOADING";
                    default -> raised(value.textValue());
                });
    }

    /** The last character raised by one: hexadecimal digits stay what they are. */
    private static String raised(String text) {
        char last = text.charAt(text.length() - 1);
        char next = last == '9' ? '0' : Character.toUpperCase(last) == 'F' ? 'A' : (char) (last + 1);
        return text.substring(0, text.length() - 1) + next;
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSchemaRefusesTheProgramRefuses(Kind kind) {
        List<JsonNode> strange = List.of(
                JSON.numberNode(-1),
                JSON.numberNode(70000.5),
                JSON.numberNode(5_000_000_000L),
                JSON.textNode(""),
                JSON.textNode("yes"),
                JSON.textNode("1"),
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.objectNode(),
                JSON.arrayNode().add(1).add(1));
        int refused = 0;
        for (Map.Entry<JsonPointer, JsonNode> leaf :
                leaves(kind.full(), JsonPointer.empty()).entrySet()) {
            for (JsonNode other : strange) {
                JsonNode changed = changed(kind, leaf.getKey(), other);
                // A text is what is written, so a plain number or boolean can be one; the schema asks for quotes.
                boolean plainText = leaf.getValue().isTextual() && (other.isNumber() || other.isBoolean());
                if (!plainText && !kind.allows(changed)) {
                    refused++;
                    assertThrows(PlanException.class, () -> kind.parse(changed), leaf.getKey() + " " + other);
                }
            }
        }
        assertTrue(refused > 60, "refused: " + refused);
    }

    /** Where, what, and what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AS      | name: .*       | nam: AS           | line 2",
                "AS      | label: \"SET 7\" | label: \"SET 7\"\\nlabel: A | line 5",
                "AS      | version: 2     | version: two      | line 15",
                "AS      | allow: false   | allow: \"perhaps\" | line 39",
                "AS      | name: .*       | name: [AS]        | line 2",
                "MODULES | writeOnce: true | writeTwice: true | line 21",
                "MODULES | bootstrap:     | bootstrap: {}\\nbootstrap: | line 4",
                "MODULES | version: 1     | version: \"one\"  | line 4",
                "MODULES | list:          | lists:            | line 10",
            })
    void mistakesAreRefusedWithTheirLineAndWhatToDo(Kind kind, String written, String mistaken, String line) {
        String text = kind.text().replaceFirst(written, mistaken.replace("\\n", "\n"));
        assertNotEquals(kind.text(), text, "nothing was changed");
        String message = assertThrows(PlanException.class, () -> kind.parse(text.getBytes(StandardCharsets.UTF_8)))
                .getMessage();
        assertTrue(message.startsWith("changed, " + line + " ") || message.contains(line), message + "\n" + text);
        assertTrue(message.matches("(?s).*\\. [A-Z].*\\."), "what to do: " + message);
    }
}
