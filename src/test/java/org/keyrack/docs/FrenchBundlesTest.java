package org.keyrack.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that a person reads exists in French too, with the same arguments, and is set as French is. */
class FrenchBundlesTest {
    private static final Path BUNDLES = Path.of("src/main/resources/i18n");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

    static List<String> bundles() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".properties") && !name.endsWith("_fr.properties"))
                    .map(name -> name.replace(".properties", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (Reader in = Files.newBufferedReader(BUNDLES.resolve(name + ".properties"))) {
            bundle.load(in);
        }
        return bundle;
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsInFrenchWithTheSameArguments(String name) throws IOException {
        Properties english = bundle(name);
        Properties french = bundle(name + "_fr");
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(french.stringPropertyNames()));
        List<String> wrong = new ArrayList<>();
        for (String key : english.stringPropertyNames()) {
            if (!arguments(english.getProperty(key)).equals(arguments(french.getProperty(key)))) {
                wrong.add(key);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Set<String> arguments(String text) {
        return new TreeSet<>(ARGUMENT.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyFrenchTextIsSetAsFrenchIs(String name) throws IOException {
        Properties french = bundle(name + "_fr");
        List<String> faults = new ArrayList<>();
        for (String key : new TreeSet<>(french.stringPropertyNames())) {
            faults.addAll(FrenchTypography.faults(key, french.getProperty(key)));
        }
        assertEquals(List.of(), faults);
    }
}
