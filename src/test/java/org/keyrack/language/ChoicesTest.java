package org.keyrack.language;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A choice whose lowest branch is that of one says "1 key" of no key at all. */
class ChoicesTest {
    private static final Path BUNDLES = Path.of("src", "main", "resources", "i18n");
    private static final Pattern LOWEST = Pattern.compile("\\{\\d+,choice,(-?[0-9.]+)[#<≤]");

    @Test
    void everyChoiceHasABranchForNone() throws IOException {
        List<String> without = new ArrayList<>();
        try (Stream<Path> files = Files.list(BUNDLES)) {
            for (Path file : files.sorted().toList()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    texts.load(reader);
                }
                for (String key : new TreeSet<>(texts.stringPropertyNames())) {
                    String text = texts.getProperty(key);
                    Matcher choice = LOWEST.matcher(text);
                    while (choice.find()) {
                        assertDoesNotThrow(() -> new MessageFormat(text), () -> file.getFileName() + " " + key);
                        if (Double.parseDouble(choice.group(1)) > 0) {
                            without.add(file.getFileName() + " " + key);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), without);
    }
}
