package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.shell.Steps;

/** Every text exists in every language, is used, and is written so that its form is right. */
class BundlesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SOURCES = Path.of("src/main/java/org/keyrack/ui");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+(?:\\.[A-Za-z0-9_]+)+)\"");
    private static final Pattern PREFIX = Pattern.compile("\"([a-z0-9]+(?:\\.[A-Za-z0-9_]+)*\\.)\"");
    private static final Pattern IN_FXML = Pattern.compile("\"%([^\"]+)\"");

    private static final List<String> NAMES =
            Stream.of(Language.values()).map(BundlesTest::name).toList();

    private static String name(Language language) {
        return language == Language.ENGLISH ? "ui.properties" : "ui_" + language.tag() + ".properties";
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (Reader in = Files.newBufferedReader(RESOURCES.resolve("i18n").resolve(name))) {
            bundle.load(in);
        }
        return bundle;
    }

    private static Set<String> keys(String name) throws IOException {
        return new TreeSet<>(bundle(name).stringPropertyNames());
    }

    private static String text(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                texts.add(Files.readString(file));
            }
            return String.join("\n", texts);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Keys that the program puts together: the prefix is in the source, the rest is a constant. */
    private static boolean composed(String key, Set<String> prefixes) {
        boolean ofStep = Stream.of(StepName.values())
                .anyMatch(step ->
                        Stream.of("rail", "title", "sentence").anyMatch(part -> key.equals(step.key() + "." + part)));
        boolean ofChoice = key.startsWith("language.") || key.startsWith("theme.") || key.startsWith("plan.occupied.");
        return ofStep || ofChoice || prefixes.stream().anyMatch(key::startsWith);
    }

    @Test
    void everyLanguageHasEveryKey() throws IOException {
        for (String name : NAMES) {
            assertEquals(keys("ui.properties"), keys(name), name);
        }
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        String java = text(SOURCES, ".java");
        Set<String> literals = found(LITERAL, java);
        literals.addAll(found(IN_FXML, text(RESOURCES.resolve("fxml"), ".fxml")));
        Set<String> prefixes = found(PREFIX, java);
        Set<String> unused = keys("ui.properties").stream()
                .filter(key -> !literals.contains(key) && !composed(key, prefixes))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unused, "Remove these keys from every bundle");
    }

    @Test
    void everyKeyInFxmlAndOfAStepIsThere() throws IOException {
        Set<String> keys = keys("ui.properties");
        Set<String> wanted = found(IN_FXML, text(RESOURCES.resolve("fxml"), ".fxml"));
        for (StepSpec<?> step : Steps.all()) {
            for (String part : List.of("rail", "title", "sentence")) {
                wanted.add(step.name().key() + "." + part);
            }
        }
        wanted.removeAll(keys);
        assertEquals(Set.of(), wanted, "Add these keys to every bundle");
    }

    @Test
    void apostrophesAreTypographicSoThatNoFormatSwallowsThem() throws IOException {
        for (String name : NAMES) {
            Properties bundle = bundle(name);
            for (String key : bundle.stringPropertyNames()) {
                assertTrue(!bundle.getProperty(key).contains("'"), name + ": " + key);
            }
        }
    }

    @Test
    void everyLanguageTakesTheSameArguments() throws IOException {
        Properties english = bundle("ui.properties");
        for (Language language : Language.values()) {
            Properties texts = bundle(name(language));
            for (String key : english.stringPropertyNames()) {
                assertEquals(
                        arguments(english.getProperty(key), Locale.ENGLISH),
                        arguments(texts.getProperty(key), language.locale()),
                        language + ": " + key);
            }
        }
    }

    /** How many arguments a text takes; also proves that its form can be read. */
    private static int arguments(String text, Locale locale) {
        return text.contains("{") ? new MessageFormat(text, locale).getFormatsByArgumentIndex().length : 0;
    }
}
