package org.keyrack.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLanguageTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fa-IR", "ar-EG", "th-TH", "zh-CN", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai", "en-GB"})
    void digitsAndMonthsAreThoseOfTheLanguageThatIsShown(String system) {
        Locale.setDefault(Locale.forLanguageTag(system));
        assertEquals(Locale.ENGLISH, Languages.now());
        assertEquals("line 12", Wording.of("input").say("line", 12));
        Languages.choose(Map.of());
        assertEquals("12 of 15", String.format("%d of %d", 12, 15), "also where a library asks for no locale");
    }

    @ParameterizedTest
    @CsvSource({
        "en, KEYRACK_LANG, fr, fr",
        "fr, KEYRACK_LANG, en, en",
        "en, LANG, fr_FR.UTF-8, fr",
        "en, LC_MESSAGES, fr_CA, fr",
        "en, LC_ALL, C, en",
        "fr-CA, LANG, '', fr",
        "en, KEYRACK_LANG, de, de",
        "en, KEYRACK_LANG, de_AT.UTF-8, de",
        "fr, KEYRACK_LANG, xx, en",
        "de-CH, LANG, '', de",
        "en, LANG, de_DE.UTF-8, de",
        "en, LANG, de, de",
        "en, LANG, es_MX.UTF-8, es",
        "es-AR, LANG, '', es",
        "it, LANG, it_IT.UTF-8, en"
    })
    void theLanguageIsChosenOnce(String system, String variable, String value, String shown) {
        Locale.setDefault(Locale.forLanguageTag(system));
        Languages.choose(Map.of(variable, value));
        assertEquals(shown, Languages.now().getLanguage());
    }

    @Test
    void aLanguageIsCalledAsItsSpeakersCallIt() {
        assertEquals(
                List.of("English", "Français", "Deutsch", "Español"),
                Stream.of(Language.values()).map(Language::ownName).toList());
    }

    @Test
    void whatStandsFirstDecides() {
        Locale.setDefault(Locale.ENGLISH);
        Languages.choose(Map.of("LC_ALL", "C.UTF-8", "LANG", "fr_FR.UTF-8"));
        assertEquals(Locale.ENGLISH, Languages.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\u001b[31m", "Ada\n", "\u202eadA", "A\u200bda", "A\u2028da", "\ud800", "", "  "})
    void whatATerminalWouldActOnIsNoName(String text) {
        assertFalse(TypedName.isValid(text));
        assertTrue(TypedName.cleaned(text).codePoints().noneMatch(point -> point == 0x1b || point == 0x202e));
    }

    @Test
    void aNameHasAnEnd() {
        assertFalse(TypedName.isValid("x".repeat(81)));
        assertTrue(TypedName.isValid("x".repeat(80)));
        assertEquals(80, TypedName.cleaned("x".repeat(60_000)).length());
        assertEquals("Zoë Müller-O’Brien 王", TypedName.cleaned("Zoë  Müller-O’Brien\t王"));
    }

    @Test
    void whatAnOlderProgramStoredIsShownWithItsHiddenCharactersAsNumbers() {
        assertEquals("a\\u{1b}[31mb", TypedName.shown("a\u001b[31mb"));
        assertEquals(161, TypedName.shown("x".repeat(60_000)).length());
    }
}
