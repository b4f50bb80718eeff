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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.language.Language;

/** Every text that a person reads exists in every language, with the same arguments, and is set as that language is. */
class LanguageBundlesTest {
    private static final Path BUNDLES = Path.of("src/main/resources/i18n");

    /** Of a message, of picocli, of a program: what must stand in each translation as it does in English. */
    private static final Pattern KEPT =
            Pattern.compile("\\{(\\d+)|\\$\\{[A-Za-z-]+}|--[a-z][a-z-]*|%n|@\\|[a-z,]+|\\|@|https?://\\S+");

    private static final Pattern MASCULINE = Pattern.compile(
            "(?iu)\\b(un|cet|aucun|certain|seul|premier|second|nouvel|du|au|le|quel|tout)( autre)? AS\\b");

    private static final Pattern ENGLISH = Pattern.compile(" (the|is|are|of|and|to|it|not|with) ");

    static List<String> bundles() throws IOException {
        return names().stream().filter(name -> !name.contains("_")).toList();
    }

    static Stream<Arguments> translations() throws IOException {
        return bundles().stream()
                .flatMap(name -> Stream.of(Language.values())
                        .filter(language -> language != Language.ENGLISH)
                        .map(language -> Arguments.of(name, language)));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.map(file -> String.valueOf(file.getFileName()))
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

    private static Properties bundle(String name, Language language) throws IOException {
        return bundle(language == Language.ENGLISH ? name : name + "_" + language.tag());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void everyTextIsInEveryLanguageWithTheSameArguments(String name, Language language) throws IOException {
        Properties english = bundle(name);
        Properties translated = bundle(name, language);
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(translated.stringPropertyNames()));
        List<String> wrong = new ArrayList<>();
        for (String key : new TreeSet<>(english.stringPropertyNames())) {
            String text = translated.getProperty(key);
            if (!kept(english.getProperty(key)).equals(kept(text))) {
                wrong.add(key + " says otherwise: " + text);
            }
            if (text.equals(english.getProperty(key)) && ENGLISH.matcher(text).find()) {
                wrong.add(key + " is English: " + text);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Set<String> kept(String text) {
        return new TreeSet<>(KEPT.matcher(text)
                .results()
                .map((MatchResult found) -> found.group())
                .toList());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void everyTextIsSetAsItsLanguageIs(String name, Language language) throws IOException {
        Properties translated = bundle(name, language);
        List<String> faults = new ArrayList<>();
        for (String key : new TreeSet<>(translated.stringPropertyNames())) {
            faults.addAll(Typography.faults(language, key, translated.getProperty(key)));
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noKeyStandsTwice(String name) throws IOException {
        for (Language language : Language.values()) {
            String file = (language == Language.ENGLISH ? name : name + "_" + language.tag()) + ".properties";
            List<String> keys = Files.readAllLines(BUNDLES.resolve(file)).stream()
                    .filter(line -> line.matches("[A-Za-z][A-Za-z0-9._-]*=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .toList();
            assertEquals(new TreeSet<>(keys).size(), keys.size(), file);
        }
    }

    /** A unit and a card, both feminine: the two genders stood side by side. */
    @Test
    void anAsHasOneGenderInFrench() throws IOException {
        List<String> masculine = new ArrayList<>();
        for (String name : bundles()) {
            bundle(name, Language.FRENCH)
                    .forEach((key, text) -> MASCULINE
                            .matcher(String.valueOf(text))
                            .results()
                            .forEach(found -> masculine.add(name + " " + key + ": " + found.group())));
        }
        MASCULINE
                .matcher(Files.readString(Path.of("docs/fr/operator.md")))
                .results()
                .forEach(found -> masculine.add("guide: " + found.group()));
        assertEquals(List.of(), masculine);
    }

    /** A bundle of a language that is not in the list would be packed, and shown to nobody. */
    @Test
    void thereIsNoBundleOfAnotherLanguage() throws IOException {
        Set<String> wanted = new TreeSet<>(bundles());
        for (String name : bundles()) {
            Stream.of(Language.values())
                    .filter(language -> language != Language.ENGLISH)
                    .forEach(language -> wanted.add(name + "_" + language.tag()));
        }
        assertEquals(wanted, new TreeSet<>(names()));
    }
}
