package org.keyrack.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.language.Language;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;

class StatusWordTableTest {
    @ParameterizedTest
    @EnumSource(Language.class)
    void bundleHasEveryKeyAndNoOther(Language language) throws IOException {
        Set<String> wanted = new HashSet<>(Set.of("host.warning"));
        for (Meaning meaning : StatusWordTable.all()) {
            for (Cause cause : meaning.causes()) {
                wanted.add(cause.causeKey());
                wanted.add(cause.adviceKey());
            }
        }
        Properties texts = new Properties();
        String ending = language == Language.ENGLISH ? "" : "_" + language.tag();
        try (InputStream in = getClass().getResourceAsStream("/i18n/status" + ending + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        assertEquals(wanted, texts.stringPropertyNames());
        for (String key : wanted) {
            assertTrue(texts.getProperty(key).matches("\\S.*\\."), key + " is no full sentence");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT|6A82 6A86 6700 6D00 6E00 6F00",
                "INITIATE|6700 6985 6A86 6D00 6E00 6F00",
                "EXPORTKEY|6700 6982 6985 6A81 6A88 6A80 6986 6300 6D00 6E00 6F00",
                "IMPORTKEY|6700 6985 6A81 6A80 6A88 6984 6988 6981 6986 6300 6A86 6D00 6E00 6F00",
                "VERIFYRECEIPT|6700 6982 6985 6A81 6A88 6300 6D00 6E00 6F00",
                "GET DATA|6310 6700 6A88 6D00 6E00 6F00",
                "VERIFY|63C0 63C1 63C2 63C3 6700 6982 6983 6985 6988 6A86 6D00 6E00 6F00",
                "CHANGE|63C0 63C1 63C2 6700 6982 6983 6985 6988 6A86 6D00 6E00 6F00",
                "RESET RETRY COUNTER|6700 6982 6985 6986 6988 6A86 6D00 6E00 6F00",
                "PUT DATA|6700 6982 6985 6988 6A80 6986 6A84 6A86 6D00 6E00 6F00",
                "LOAD COMPONENT|6700 6982 6985 6988 6A80 6A81 6A86 6D00 6E00 6F00",
                "GENERATE|6700 6982 6985 6988 6A81 6A86 6D00 6E00 6F00",
                "STORE T|6700 6982 6985 6986 6988 6A80 6A81 6A84 6A88 6A86 6D00 6E00 6F00",
                "STORE TA|6700 6982 6985 6986 6988 6A80 6A81 6A84 6A86 6D00 6E00 6F00",
                "SET STATE|6700 6982 6985 6986 6988 6A86 6D00 6E00 6F00",
                "STORE KBK|6700 6982 6985 6986 6988 6A80 6A81 6A86 6D00 6E00 6F00",
                "CLEAR|6700 6982 6985 6986 6988 6A88 6A86 6D00 6E00 6F00",
                "ALLOW|6700 6982 6985 6986 6988 6A88 6A86 6D00 6E00 6F00",
                "EXPORTS LEFT|6700 6982 6985 6986 6988 6A88 6A86 6D00 6E00 6F00",
                "EXPORT SEALED|6700 6982 6985 6986 6988 6A88 6A86 6D00 6E00 6F00",
                "IMPORT SEALED|6700 6982 6985 6986 6988 6A80 6A81 6A84 6A88 6A86 6D00 6E00 6F00",
                "OPEN SESSION|6700 6985 6A88 6A86 6D00 6E00 6F00"
            })
    void everyStatusWordOfTheProtocolHasACauseAndNoOther(String command, String words) {
        Set<Integer> wanted = new HashSet<>();
        for (String word : words.split(" ", -1)) {
            wanted.add(Integer.parseInt(word, 16));
        }
        List<Integer> found = StatusWordTable.all().stream()
                .filter(meaning -> meaning.command().equals(command))
                .map(Meaning::sw)
                .toList();
        assertEquals(wanted, new HashSet<>(found));
        assertEquals(wanted.size(), found.size());
        for (int sw : wanted) {
            assertFalse(
                    StatusWordTable.meaning(command, sw).orElseThrow().causes().isEmpty());
        }
    }

    @Test
    void rereadTheUnitTellsTheCausesOf6988Apart() {
        assertEquals("ei.swapped", StatusWordTable.causeOf6988(true, true).id());
        assertEquals("ei.swapped", StatusWordTable.causeOf6988(true, false).id());
        assertEquals("ei.anotherSet", StatusWordTable.causeOf6988(false, true).id());
        assertEquals("ei.altered", StatusWordTable.causeOf6988(false, false).id());
        assertEquals("ei.writeOnce", StatusWordTable.causeOfImport6986(true).id());
        assertEquals(
                "ei.versionNotNewer", StatusWordTable.causeOfImport6986(false).id());
        assertEquals(
                "as.counterUsedUp",
                StatusWordTable.causeOfExport6986(true, true).id());
        assertEquals(
                "as.exportsUsedUp",
                StatusWordTable.causeOfExport6986(false, true).id());
        assertEquals(
                "as.keyBarred", StatusWordTable.causeOfExport6986(false, false).id());
    }

    @Test
    void textsAreInTheLanguageAskedFor() {
        assertEquals("Enter the PIN.", StatusWordTable.text("pin.notVerified.advice", Locale.ENGLISH));
        assertEquals("Saisissez le PIN.", StatusWordTable.text("pin.notVerified.advice", Locale.CANADA_FRENCH));
        assertEquals("Enter the PIN.", StatusWordTable.text("pin.notVerified.advice", Locale.JAPANESE));
    }

    @Test
    void unknownStatusWordHasNoMeaning() {
        assertTrue(StatusWordTable.meaning("IMPORTKEY", 0x6CFF).isEmpty());
        assertTrue(StatusWordTable.meaning("NO COMMAND", 0x6700).isEmpty());
    }
}
