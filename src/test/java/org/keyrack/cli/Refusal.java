package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.launch.CommandRun;

/** A command that is refused: in each language with its own sentence, and the cards are as they were. */
final class Refusal {
    /** What a sentence of a bundle does not say itself: its fields, choices too. */
    private static final String FIELD = "\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}";

    private Refusal() {}

    /**
     * Gives the command in each language.
     *
     * @param key of its sentence, with the bundle's name: {@code input:clone.kbk}
     * @param cards tells what is in them
     */
    static void inEachLanguage(String key, int exitCode, Callable<?> cards, Callable<CommandRun> command)
            throws Exception {
        Locale before = Languages.now();
        Object untouched = cards.call();
        List<String> sentences = new ArrayList<>();
        try {
            for (Language language : Language.values()) {
                Languages.show(language.locale());
                String[] name = key.split(":", -1);
                String sentence =
                        Wording.of(name[0]).bundle().getString(name[1]).replace("''", "'");
                CommandRun run = command.call();
                assertEquals(exitCode, run.exitCode(), run.toString());
                assertEquals("", run.out());
                Arrays.stream(sentence.split(FIELD, -1))
                        .forEach(part -> assertTrue(run.err().contains(part.strip()), () -> key + run));
                sentences.add(sentence);
            }
        } finally {
            Languages.show(before);
        }
        assertEquals(Language.values().length, sentences.stream().distinct().count(), () -> key + " is not translated");
        assertEquals(untouched, cards.call(), key);
    }
}
