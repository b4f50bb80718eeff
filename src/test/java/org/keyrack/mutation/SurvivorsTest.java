package org.keyrack.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivorsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean print(Mutant mutant, Map<String, String> reasons) {
        out.reset();
        return Survivors.print(new PrintStream(out, true, StandardCharsets.UTF_8), "ledger", List.of(mutant), reasons);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Mutant mutant(String type, boolean noticed) {
        return new Mutant(type, "compare", 9, "if (sound) {", "negated conditional", noticed);
    }

    @Test
    void aSurvivorOfAGuardedClassWantsAReason() {
        for (String guarded : List.of(
                "org.keyrack.ledger.ChainPass",
                "org.keyrack.run.Run$Worker",
                "org.keyrack.applet.Import",
                "org.keyrack.ledger.Verification$Finding")) {
            Mutant survivor = mutant(guarded, false);
            assertFalse(print(survivor, Map.of()), guarded);
            assertTrue(said().contains("1 changes, 0 noticed, 1 not") && said().contains("UNEXPLAINED"), said());
            assertTrue(print(survivor, Map.of(survivor.key(), "changes nothing")));
            assertTrue(said().contains("explained") && said().contains("(changes nothing)"), said());
            assertTrue(print(mutant(guarded, true), Map.of()));
            assertTrue(print(mutant(guarded, true), Map.of(survivor.key(), "changes nothing")));
            assertTrue(said().contains("needs no reason any more"), said());
        }
        assertTrue(print(mutant("org.keyrack.ledger.Ballast", false), Map.of()));
        assertTrue(said().contains("listed"), said());
    }

    @Test
    void aReportIsReadWithTheLinesThatWereChanged() throws Exception {
        Path report = Files.writeString(folder.resolve("mutations.xml"), """
                <mutations>
                <mutation detected='false' status='SURVIVED'><sourceFile>Hash.java</sourceFile>
                <mutatedClass>org.keyrack.ledger.Hash</mutatedClass><mutatedMethod>of</mutatedMethod>
                <lineNumber>1</lineNumber><description>negated conditional</description></mutation>
                <mutation detected='true' status='KILLED'><sourceFile>Hash.java</sourceFile>
                <mutatedClass>org.keyrack.ledger.Hash</mutatedClass><mutatedMethod>of</mutatedMethod>
                <lineNumber>1</lineNumber><description>removed call</description></mutation>
                </mutations>
                """);
        String type = "org.keyrack.ledger.Hash";
        String source = "package org.keyrack.ledger;";
        assertEquals(
                List.of(
                        new Mutant(type, "of", 1, source, "negated conditional", false),
                        new Mutant(type, "of", 1, source, "removed call", true)),
                Survivors.read(report));
    }

    @Test
    void everyReasonIsAboutALineThatIsThere() throws Exception {
        Map<String, String> reasons =
                Survivors.reasons(Files.readAllLines(Path.of("src/test/resources/mutation/equivalent.tsv")));
        for (String key : reasons.keySet()) {
            String[] fields = key.split("\t", -1);
            assertTrue(Files.readString(Mutant.sourceFile(fields[0])).contains(fields[3]), key);
        }
        assertThrows(IllegalArgumentException.class, () -> Survivors.reasons(List.of("a\tb\tc\td\t ")));
        assertThrows(IllegalArgumentException.class, () -> Survivors.reasons(List.of("a\tb\tc\treason")));
    }
}
