package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applets stay within what a Java Card 3.0.4 converter takes. */
class LanguageSubsetTest {
    @Test
    void sourcesCompileAsJava8AgainstTheJavaCardApiAloneAndKeepToItsLanguage(@TempDir Path api) {
        AppletSources sources = AppletSources.compileAll(api);
        assertEquals(List.of(), sources.errors());
        assertTrue(sources.units().size() > 15);
        List<String> findings = new ArrayList<>();
        sources.units().forEach(unit -> new LanguageSubset(sources.trees()).scan(unit, findings));
        assertEquals("", String.join("\n", findings));
    }

    @Test
    void whatACardHasNotIsFound(@TempDir Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("Bad.java"), """
                package org.keyrack.applet;
                class Bad {
                    byte[] kept = new byte[4];
                    enum Kind { A }
                    long count(byte[] data, short i) {
                        for (byte b : data) { kept[0] = b; }
                        kept[i + 1] = 7;
                        i += 2;
                        Runnable r = () -> {};
                        byte[] fresh = new byte[2];
                        if (i + 3 < 9) { String s = "text"; }
                        return 0L;
                    }
                }
                """);
        AppletSources sources = AppletSources.compile(directory.resolve("api"), List.of(source));
        assertEquals(List.of(), sources.errors());
        List<String> findings = new ArrayList<>();
        sources.units().forEach(unit -> new LanguageSubset(sources.trees()).scan(unit, findings));
        String all = String.join("\n", findings);
        for (String expected : List.of(
                "field that can change",
                "class within a class",
                "kind of class",
                "answer",
                "for each",
                "non-volatile write",
                "int value",
                "compound assignment",
                "lambda",
                "allocation after install",
                "literal",
                "type")) {
            assertTrue(all.contains(expected), expected + " not in " + all);
        }
    }

    @Test
    void classesDependOnTheJavaCardApiAlone() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.keyrack.applet");
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe("a card has", LanguageSubsetTest::isOnCard))
                .check(classes);
    }

    private static boolean isOnCard(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        String name = base.getPackageName();
        return base.isPrimitive()
                || name.equals("org.keyrack.applet")
                || name.startsWith("javacard")
                || base.isEquivalentTo(Object.class)
                || base.isEquivalentTo(Throwable.class);
    }
}
