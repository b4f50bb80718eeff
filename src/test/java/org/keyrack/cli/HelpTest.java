package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.launch.CommandRun;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Every command tells how it is used in the language that is shown, and each text of its bundle is somebody's. */
class HelpTest {
    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void english() {
        Languages.show(Locale.ENGLISH);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private static CommandLine commands() {
        return KeyrackCommand.commandLine(
                new CliContext(null, null, NOWHERE, NOWHERE, false, Map.of(), Optional.empty(), null));
    }

    /** The command and all below it, by their names on the command line. */
    private static Map<String, CommandLine> all(CommandLine line) {
        Map<String, CommandLine> all = new TreeMap<>();
        all.put(line.getCommandSpec().qualifiedName(), line);
        line.getSubcommands().values().forEach(below -> all.putAll(all(below)));
        return all;
    }

    private static String help(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")).subList(1, command.split(" ").length));
        CommandRun run = CommandRun.of(CommandRun.join(words, "--help"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        // A word at the end of a line may be broken into two by the help's width.
        return run.out().replaceAll("\\s+", " ");
    }

    @Test
    void everyCommandAndEveryOptionOfItIsDescribed() {
        List<String> silent = new ArrayList<>();
        all(commands()).forEach((name, line) -> {
            if (line.getCommandSpec().usageMessage().description().length == 0) {
                silent.add(name);
            }
            for (ArgSpec argument : line.getCommandSpec().args()) {
                if (String.join("", argument.description()).isBlank()) {
                    silent.add(name + " " + argument);
                }
            }
        });
        assertEquals(List.of(), silent);
    }

    /** The one that finds a text that was written into the program instead of the bundles. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void inAnotherLanguageNoCommandSaysAnythingInEnglish(Language language) {
        Languages.show(Locale.ENGLISH);
        Map<String, CommandLine> english = all(commands());
        Languages.show(language.locale());
        Map<String, CommandLine> translated = all(commands());
        List<String> same = new ArrayList<>();
        english.forEach((name, line) -> {
            compare(
                    name,
                    line.getCommandSpec().usageMessage().description(),
                    translated.get(name).getCommandSpec().usageMessage().description(),
                    same);
            compare(
                    name,
                    line.getCommandSpec().usageMessage().footer(),
                    translated.get(name).getCommandSpec().usageMessage().footer(),
                    same);
            List<ArgSpec> arguments = line.getCommandSpec().args();
            for (int i = 0; i < arguments.size(); i++) {
                compare(
                        name + " " + arguments.get(i),
                        arguments.get(i).description(),
                        translated.get(name).getCommandSpec().args().get(i).description(),
                        same);
            }
        });
        assertEquals(List.of(), same);
    }

    private static void compare(String name, String[] english, String[] translated, List<String> same) {
        for (int i = 0; i < Math.min(english.length, translated.length); i++) {
            if (!english[i].isBlank() && english[i].equals(translated[i])) {
                same.add(name + ": " + english[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FRENCH, Utilisation\u00a0: ", "GERMAN, Aufruf: ", "SPANISH, Uso: "})
    void theHelpOfEveryCommandHoldsNoEnglishSentence(Language language, String usage) {
        Set<String> sentences = sentences(language);
        List<String> commands = List.copyOf(all(commands()).keySet());
        Languages.show(language.locale());
        List<String> found = new ArrayList<>();
        for (String command : commands) {
            String shown = help(command);
            assertTrue(shown.startsWith(usage.strip() + " " + command), shown);
            sentences.stream().filter(shown::contains).forEach(each -> found.add(command + ": " + each));
        }
        assertEquals(List.of(), found);
    }

    /** Every English text of the help that the language says otherwise. */
    private static Set<String> sentences(Language language) {
        ResourceBundle english = Wording.of("help", Locale.ENGLISH).bundle();
        ResourceBundle translated = Wording.of("help", language.locale()).bundle();
        Set<String> sentences = new TreeSet<>();
        for (Enumeration<String> keys = english.getKeys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            String text = english.getString(key);
            if (text.contains(" ") && !text.contains("$") && !text.equals(translated.getString(key))) {
                sentences.add(text.strip().replaceAll("\\s+", " "));
            }
        }
        assertTrue(sentences.size() > 80, "there is something to look for");
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyrack load", "keyrack card keys", "keyrack ledger verify", "keyrack report"})
    void theHelpEndsWithHowTheCommandEnds(String command) {
        String shown = help(command);
        assertTrue(shown.contains("Exit codes: 0") || shown.contains("keyrack report --compare 30"), shown);
        assertFalse(shown.contains("Without a command"), "that is said of keyrack alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load --profile a --reporte b        | KeyRack ne connaît pas --reporte b.",
                "ledger export                       | Il manque\u00a0: --format.",
                "card load --cap x --as --ei         | Deux options s’excluent. Choisissez-en une.",
                "report 1 --format docx              | --format ne peut pas être «\u00a0docx\u00a0». Choisissez parmi pdf, csv, json, labels, all.",
                "load --profile a --profile b        | --profile est donné plus souvent que possible. Donnez-le une fois."
            })
    void whatCannotBeMeantIsSaidInFrenchToo(String typed, String sentence) {
        Languages.show(Locale.FRENCH);
        CommandRun run = CommandRun.of(typed.strip().split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith(sentence), run.err());
        assertTrue(run.err().contains("--help en dit plus"), run.err());
    }
}
