package org.keyrack.prepare.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.ceremony.Act.Draw;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.protocol.PinReference;

/** Scripts: what a draft says is read, and who may not do what is refused with its reason before any card is touched. */
class ScriptFileTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonSchema schema() throws Exception {
        try (var in = ScriptFileTest.class.getResourceAsStream("/schema/ceremony.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(YAML.readTree(in));
        }
    }

    @Test
    void draftIsReadAsTheActsThatThePlanNeedsInTheOrderOfTheCard() throws Exception {
        CeremonyScript script = Scripts.parse(Scripts.text());
        List<String> said = script.acts().stream().map(Act::said).toList();
        assertEquals(
                List.of(
                        "the PIN of the role: operator",
                        "the PIN of the role: administrator",
                        "the PIN of the role: custodian",
                        "component 1 of the key T1",
                        "component 2 of the key T1",
                        "the key T2, drawn by the card",
                        "the key 3, drawn by the card",
                        "the key 4, drawn by the card",
                        "the key 10, drawn by the card",
                        "the key 11, drawn by the card"),
                said);
        EnterComponent second = script.of("T1", 2);
        assertEquals("Ed Falk", second.person());
        assertEquals("A-1002", second.packageNumber());
        assertEquals(Scripts.letters().components().get(1), second.kcv());
        assertEquals("Bo Carl", script.of(PinReference.CUSTODIAN).person());
        assertTrue(script.acts().contains(new Draw("T2")));
        assertEquals(Scripts.PEOPLE, script.people());
    }

    @Test
    void draftWithoutLettersLeavesTheKcvsToTheirHolders() throws Exception {
        ScriptDraft draft = new ScriptDraft(Scripts.plan(), Scripts.PEOPLE, kcv -> Optional.empty(), Map.of());
        String text = draft.text("Keys \"of\" set\\7", "as.yaml");
        assertEquals(List.of("T1"), draft.unknown());
        String message =
                assertThrows(PlanException.class, () -> Scripts.parse(text)).getMessage();
        assertTrue(message.contains("acts[3].kcv") && message.contains("Write a KCV"), message);
    }

    @Test
    void draftRefusesTooFewHoldersAndTakesThoseWithAPinWhenThereAreNone() throws Exception {
        List<Person> three = Scripts.PEOPLE.subList(0, 3);
        String text = new ScriptDraft(Scripts.plan(), three, kcv -> Optional.of(Scripts.letters()), Map.of())
                .text("A", "as.yaml");
        assertEquals("Bo Carl", Scripts.parse(text).of("T1", 2).person());
        List<Person> one = new ArrayList<>(three);
        one.add(new Person("Di Eld", CeremonyRole.HOLDER));
        String message = assertThrows(
                        PlanException.class,
                        () -> new ScriptDraft(Scripts.plan(), one, kcv -> Optional.of(Scripts.letters()), Map.of())
                                .text("A", "as.yaml"))
                .getMessage();
        assertTrue(message.contains("T1 has 2 components, and 1 people"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "planHash: \"[0-9a-f]{4}  | planHash: \"0000      | not the one that this script was made for",
                "name: \"Bo Carl\", role  | name: \"anna berg\", role | administrator and custodian are one person",
                "\"Ed Falk\", role: holder | \"di eld\", role: holder  | stands twice in one role",
                "\"Fe Grün\", role         | \"Di Eld\", role          | a witness has another role",
                "\"Ed Falk\", role: holder | \"Ed Falk\", role: operator | one person too many in the role: operator",
                "\"Cy Dahl\", role: operator | \"Cy Dahl\", role: holder | nobody is in the role: operator",
                "of: \"T1\", person: \"Ed Falk\" | of: \"T1\", person: \"DI ELD\" | two components of the key T1",
                "of: \"T1\", person: \"Ed Falk\" | of: \"T1\", person: \"Fe Grün\" | a witness enters nothing",
                "of: \"T1\", person: \"Ed Falk\" | of: \"T1\", person: \"Nobody\" | nobody of this name",
                "pin: operator, person: \"Cy Dahl\" | pin: operator, person: \"Di Eld\" | not in the role: operator",
                "pin: operator, person: \"Cy Dahl\" | pin: witness, person: \"Fe Grün\" | this role has no PIN",
                "pin: operator, person: \"Cy Dahl\" | pin: custodian, person: \"Bo Carl\" | here it is the PIN of the role: operator",
                "pin: operator, person    | pin: operator, draw: \"3\", person | neither a PIN",
                "component: 2             | component: 1           | component 2 of the key T1",
                "of: \"T1\", person: \"Ed  | of: \"T2\", person: \"Ed | component 2 of the key T1",
                "draw: \"T2\"             | draw: \"T3\"           | the key T2, drawn by the card",
                "(?m)^  - . draw: \"11\" .$ | `` | Add what the plan needs next: the key 11",
                "draw: \"11\"             | draw: \"11\" }~  - { draw: \"12\" | needs no further act",
                "A-1002                   | A-1001                 | one envelope",
                "pin: operator            | pins: operator         | is no field",
                "component: 1,            | component: 6,          | acts[3].component",
            })
    void whoMayNotDoWhatIsRefusedWithItsReason(String written, String mistaken, String reason) throws Exception {
        String text = Scripts.text().replaceFirst(written.strip(), mistaken == null ? "" : mistaken.replace('~', '\n'));
        assertNotEquals(Scripts.text(), text, "nothing was changed");
        String message =
                assertThrows(PlanException.class, () -> Scripts.parse(text)).getMessage();
        assertTrue(message.contains(reason), message);
        assertTrue(message.matches("(?s)script.yaml.*[.)] [A-Z].*\\."), "where, and what to do: " + message);
    }

    @Test
    void equalComponentsAreRefusedByTheirKcv() throws Exception {
        String first = Scripts.letters().components().get(0).toString();
        String second = Scripts.letters().components().get(1).toString();
        String message = assertThrows(
                        PlanException.class, () -> Scripts.parse(Scripts.text().replace(second, first)))
                .getMessage();
        assertTrue(message.contains("they are equal"), message);
    }

    private static final String ACTS = """
              - { protection: 1, of: "3", person: "Di Eld", kcv: "A1B2C3" }
              - { protection: 2, of: "3", person: "Ed Falk", kcv: "D4E5F6", package: "A-2002" }
              - { block: "3", file: "ta3.tr31" }
            """;
    private static final String BLOCK = "D0112P0AE00E0000"
            + "B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";

    /** The plan's key 3 by three components, and a script in which it comes in a block. */
    private static CeremonyScript withBlock(UnaryOperator<String> change, String block) throws Exception {
        byte[] plan = PreparedFiles.asPlan()
                .replace("exports: 1000 }\n  - { ref: 4", "components: 3, kcv: \"123456\" }\n  - { ref: 4")
                .getBytes(StandardCharsets.UTF_8);
        AsPlan read = PlanFile.parseAs(plan, "as.yaml");
        String text = change.apply(Scripts.text()
                .replaceFirst("[0-9a-f]{64}", read.hash().hex())
                .replace("  - { draw: \"3\" }\n", ACTS.indent(0)));
        return Scripts.parse(text, read, block);
    }

    @Test
    void keyComesInABlockInThePlaceOfAllItsComponents() throws Exception {
        CeremonyScript script = withBlock(text -> text, BLOCK);
        assertEquals(BLOCK, script.block("3").orElseThrow().block());
        assertEquals(
                List.of("Di Eld", "Ed Falk"),
                script.protection("3").stream().map(EnterComponent::person).toList());
        assertEquals("the key 3, out of its key block", script.acts().get(8).said());
        assertEquals(Optional.empty(), script.block("T1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "protection: 2, of: \"3\", person: \"Ed Falk\" | protection: 2, of: \"3\", person: \"di eld\" | two components of the key KBPK 3",
                "D4E5F6 | A1B2C3 | two components of the key KBPK 3 have the same KCV",
                "A-2002 | A-1001 | two components lie in one envelope",
                "(?m)^  - . protection: 2.*$ | `` | here it is component 2 of the key that protects the block of 3",
                "(?m)^  - . block.*$ | `` | here it is the key 3, out of its key block",
                "protection: 2 | protection: 3 | here it is component 2 of the key that protects the block of 3",
                "block: \"3\" | block: \"4\" | here it is the key 3, out of its key block",
                "block: \"3\", file: \"ta3.tr31\" | block: \"3\" | neither a PIN",
                "protection: 2, of: \"3\" | component: 1, of: \"3\" | component 2 of the key that protects the block of 3",
                "protection: 1, of: \"3\" | protection: 1, of: \"4\" | here it is component 1 of the key 3",
            })
    void blockIsRefusedWithoutThePeopleOfItsProtectionKey(String written, String mistaken, String reason)
            throws Exception {
        String message = assertThrows(
                        PlanException.class,
                        () -> withBlock(
                                text -> text.replaceFirst(written.strip(), mistaken == null ? "" : mistaken), BLOCK))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void blockOfAnotherVersionOrFormIsRefusedByItsFile() throws Exception {
        for (String block : List.of("B" + BLOCK.substring(1), BLOCK.substring(2), "")) {
            String message = assertThrows(PlanException.class, () -> withBlock(text -> text, block))
                    .getMessage();
            assertTrue(message.startsWith("ta3.tr31 is no key block"), message);
        }
    }

    @Test
    void schemaTakesWhatTheProgramTakesAndRefusesNothingElse() throws Exception {
        JsonNode tree = YAML.readTree(Scripts.text());
        assertEquals(List.of(), List.copyOf(schema().validate(tree)));
        for (String field : List.of("name", "plan", "planHash", "people", "acts")) {
            ObjectNode without = tree.deepCopy();
            without.remove(field);
            assertRefusedByBoth(without);
        }
        ObjectNode more = tree.deepCopy();
        more.put("place", "room 2");
        assertRefusedByBoth(more);
        for (int act = 0; act < tree.path("acts").size(); act++) {
            for (String strange :
                    List.of("pin", "component", "protection", "of", "draw", "block", "file", "kcv", "package")) {
                ObjectNode changed = tree.deepCopy();
                ObjectNode written = (ObjectNode) changed.path("acts").get(act);
                // An envelope has any name.
                if (!strange.equals("package") || !written.has(strange)) {
                    written.put(strange, "-");
                    assertRefusedByBoth(changed);
                }
            }
        }
    }

    private static void assertRefusedByBoth(JsonNode tree) throws Exception {
        assertThrows(PlanException.class, () -> Scripts.parse(tree.toString()), tree::toString);
        assertFalse(schema().validate(tree).isEmpty(), tree::toString);
    }
}
