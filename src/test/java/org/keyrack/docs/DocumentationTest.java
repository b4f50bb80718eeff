package org.keyrack.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.language.Language;
import org.keyrack.language.Wording;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s#]*)(?:#([^)]*))?\\)");
    private static final Pattern SHAPE = Pattern.compile("(?m)^(#+|\\||-|\\d\\.|!|```)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern NAMED =
            Pattern.compile("`(?:([a-z][a-z.]*)\\.)?([A-Z][A-Za-z0-9]+)(?:\\.([a-z][A-Za-z0-9]+))?`");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    /** The word that is bold where a guide says what bold words are. */
    private static final Set<String> BOLD_ITSELF = Set.of("bold", "gras", "fett", "negrita");

    private static final long LARGEST_PICTURE = 130_000;
    /** The amended set of claims: 20 stands in the place of 1. */
    private static final List<String> CLAIMS =
            IntStream.rangeClosed(2, 23).mapToObj(String::valueOf).toList();

    private static final List<String> ADDITIONS =
            IntStream.rangeClosed(1, 10).mapToObj(n -> "D" + n).toList();
    private static final Pattern CLAIM = Pattern.compile("^\\| (D?\\d+) \\|.*");
    private static final int FAULTS = 30;

    @Test
    void messagesPageSaysWhatTheProgramSays() throws IOException {
        assertEquals(MessagesPage.text(), Files.readString(MessagesPage.PAGE), "run ./dev docs and commit the page");
    }

    @Test
    void everyRelativeLinkItsHeadingAndEveryPictureExist() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
            while (link.find()) {
                String name = link.group(1);
                if (URI.create(name).getScheme() != null) {
                    continue;
                }
                Path target = name.isEmpty() ? page : page.toAbsolutePath().resolveSibling(name);
                if (!Files.exists(target)
                        || link.group(2) != null && !headings(target).contains(link.group(2))) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyPictureIsShownSomewhereAndSmall() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : pages()) {
            text.append(Files.readString(page));
        }
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> pictures = Files.list(Path.of("docs/pictures"))) {
            for (Path picture : pictures.sorted().toList()) {
                if (text.indexOf("pictures/" + picture.getFileName()) < 0 || Files.size(picture) > LARGEST_PICTURE) {
                    wrong.add(picture + ", " + Files.size(picture) + " bytes");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyBoldWordOfTheWindowsGuidesIsAWordOfTheWindow() throws IOException {
        assertEquals(
                List.of(),
                unknownWords(
                        Language.ENGLISH, List.of("docs/quick-start.md", "docs/operator.md", "docs/supervisor.md")));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyBoldWordOfTheOperatorsGuideIsAWordOfTheWindowInItsLanguage(Language language) throws IOException {
        assertEquals(List.of(), unknownWords(language, List.of(operatorsGuide(language))));
    }

    private static String operatorsGuide(Language language) {
        return language == Language.ENGLISH ? "docs/operator.md" : "docs/" + language.tag() + "/operator.md";
    }

    private static List<String> unknownWords(Language language, List<String> guides) throws IOException {
        Wording texts = Wording.of("ui", language.locale());
        Set<String> said = new HashSet<>(BOLD_ITSELF);
        for (String key : texts.bundle().keySet()) {
            String text = texts.get(key);
            said.add(plain(text.replaceFirst("^\\d  ", "")));
            if (text.contains("{")) {
                said.add(plain(numbered(
                        new MessageFormat(text, language.locale()).format(new Object[] {2, 3, 4, 5, 6, 7, 8}))));
            }
        }
        List<String> unknown = new ArrayList<>();
        for (String page : guides) {
            Matcher word = BOLD.matcher(withoutCode(Files.readString(Path.of(page))));
            while (word.find()) {
                if (!said.contains(plain(word.group(1))) && !said.contains(plain(numbered(word.group(1))))) {
                    unknown.add(page + ": " + word.group(1));
                }
            }
        }
        return unknown;
    }

    /** Spaces that do not break are spaces: a line of a guide is broken by whoever shows it. */
    private static String plain(String text) {
        return text.replace('\u00A0', ' ').replace('\u202F', ' ');
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theOperatorsTableOfKeysIsThatOfTheWindow(Language language) throws IOException {
        Wording texts = Wording.of("ui", language.locale());
        String page = plain(Files.readString(Path.of(operatorsGuide(language))));
        List<String> missing = texts.bundle().keySet().stream()
                .filter(key -> key.startsWith("keys.") && key.endsWith(".does"))
                .map(key -> plain("| " + texts.get(key.replace(".does", "")) + " | " + texts.get(key) + " |"))
                .filter(row -> !page.contains(row))
                .toList();
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theOperatorsGuideHasTheSameShapeInEveryLanguageAndIsSetAsItsLanguageIs(Language language) throws IOException {
        String english = Files.readString(Path.of("docs/operator.md"));
        String guide = operatorsGuide(language);
        String translated = Files.readString(Path.of(guide));
        assertEquals(shape(english), shape(translated));
        assertEquals(List.of(), Typography.faults(language, guide, withoutCode(translated)));
    }

    /** Headings, rows of tables, items of lists, pictures and blocks of commands, in their order. */
    private static List<String> shape(String guide) {
        return SHAPE.matcher(guide).results().map(MatchResult::group).toList();
    }

    @Test
    void everyClassThatTheGuidesNameExists() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (String page : List.of(
                "docs/security.md",
                "docs/integrator.md",
                "docs/architecture.md",
                "docs/packaging.md",
                "CONTRIBUTING.md")) {
            unknown.addAll(unknownNames(Path.of(page)));
        }
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyClassAndMethodOfTheClaimTableExists() throws IOException {
        assertEquals(List.of(), unknownNames(Path.of("docs/claims.md")));
    }

    @Test
    void everyDecisionNamesTheTestThatConfirmsItAndItExists() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> decisions = Files.list(Path.of("docs/decisions"))) {
            for (Path decision : decisions.sorted().toList()) {
                if (!Files.readString(decision).contains("## Confirmation")) {
                    wrong.add(decision + " has no confirmation");
                }
                wrong.addAll(unknownNames(decision));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyClaimAndEveryAdditionOfTheDescriptionHasOneRowWithCodeAndATest() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/claims.md"))) {
            Matcher row = CLAIM.matcher(line);
            if (row.matches()) {
                rows.add(row.group(1));
                assertTrue(line.matches(".*`[a-z.]+[A-Z]\\w*`.*"), "no class in: " + line);
                assertTrue(line.matches(".*`[a-z.]+[A-Z]\\w*Test\\.\\w+`.*"), "no test in: " + line);
            }
        }
        assertEquals(
                Stream.concat(CLAIMS.stream(), ADDITIONS.stream()).sorted().toList(),
                rows.stream().sorted().toList());
    }

    @Test
    void everyFaultNamesTheTestThatShowsItAndItExists() throws IOException {
        Path page = Path.of("docs/faults.md");
        assertEquals(List.of(), unknownNames(page));
        List<String> rows = Files.readAllLines(page).stream()
                .filter(line -> line.matches("^\\| \\d+\\*? \\|.*"))
                .toList();
        assertEquals(FAULTS, rows.size());
        for (String row : rows) {
            assertTrue(row.matches(".*`[a-z.]*[A-Z]\\w*Test\\.\\w+` \\|$"), "no test in: " + row);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages =
                new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    /** The anchors that a page's headings get where it is read: small letters, hyphens, no punctuation. */
    private static Set<String> headings(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
        while (heading.find()) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    private static String numbered(String text) {
        return text.replaceAll("\\d+", "#");
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");
    }

    /** Names in back quotes that no source has: {@code room.Class} or {@code room.Class.method}. */
    private static List<String> unknownNames(Path page) throws IOException {
        List<String> unknown = new ArrayList<>();
        Matcher name = NAMED.matcher(Files.readString(page));
        while (name.find()) {
            if (name.group(1) != null && !exists(name.group(1), name.group(2), name.group(3))) {
                unknown.add(page + ": " + name.group());
            }
        }
        return unknown;
    }

    private static boolean exists(String room, String type, String method) throws IOException {
        for (String root : Arrays.asList("src/main/java", "src/test/java", "src/tools/java")) {
            Path file = Path.of(root, "org/keyrack", room.replace('.', '/'), type + ".java");
            if (Files.exists(file)) {
                return method == null
                        || Pattern.compile("\\b" + method + "\\(")
                                .matcher(Files.readString(file))
                                .find();
            }
        }
        return false;
    }
}
