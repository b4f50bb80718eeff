package org.keyrack.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrack.language.Language;

/** What the desktop shows of the program, and what the packed runtime knows of languages. */
class PackagedLanguagesTest {
    private static final Path LINUX = Path.of("packaging/jpackage/linux");

    /** For each file what begins a line of a language. */
    private static final Map<String, List<String>> WANTED = Map.of(
            "keyrack.desktop", List.of("GenericName[LANG]=", "Comment[LANG]="),
            "keyrack-mime.xml", List.of("<comment xml:lang=\"LANG\">"),
            "org.keyrack.KeyRack.metainfo.xml", List.of("<summary xml:lang=\"LANG\">"));

    @Test
    void thePackageSpeaksEveryLanguage() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, List<String>> wanted : WANTED.entrySet()) {
            String text = Files.readString(LINUX.resolve(wanted.getKey()));
            for (Language language : Language.values()) {
                wanted.getValue().stream()
                        .map(form -> form.replace("LANG", language.tag()))
                        .filter(form -> language != Language.ENGLISH && !text.contains(form))
                        .forEach(form -> missing.add(wanted.getKey() + ": " + form));
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void thePackedRuntimeHasTheFormatsOfEveryLanguage() throws IOException {
        String locales = Stream.of(Language.values()).map(Language::tag).collect(Collectors.joining(","));
        assertEquals(
                List.of(locales),
                Pattern.compile("--include-locales (\\S+)")
                        .matcher(Files.readString(Path.of("packaging/jpackage/package.sh")))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }
}
