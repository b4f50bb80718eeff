package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.plan.Refusal;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.run.Failure;

class CauseTextsTest {
    private static Properties bundle(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                CauseTextsTest.class.getResourceAsStream("/i18n/" + name), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return properties;
    }

    private static void assertSentence(String text) {
        assertTrue(text.endsWith(".") && text.length() > 15, text);
        assertFalse(text.contains("{") || text.contains("''"), text);
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertEquals(
                bundle("cause.properties").stringPropertyNames(),
                bundle("cause_fr.properties").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everythingThatCanGoWrongHasASentence(String language) {
        CauseTexts texts = new CauseTexts(Locale.forLanguageTag(language));
        for (LinkFailure.Reason reason : LinkFailure.Reason.values()) {
            assertSentence(texts.sentence(failure("link." + reason, "IMPORTKEY", OptionalInt.empty())));
        }
        for (Service service : Service.values()) {
            assertSentence(texts.sentence(service));
        }
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            assertSentence(texts.sentence(new Refusal(
                    kind,
                    Optional.of("reader 1"),
                    Optional.of(SerialNumber.parse("0011223344556677")),
                    3,
                    5,
                    "detail")));
        }
        for (Meaning meaning : StatusWordTable.all()) {
            for (Cause cause : meaning.causes()) {
                assertSentence(texts.sentence(failure(cause.id(), meaning.command(), OptionalInt.of(meaning.sw()))));
            }
        }
    }

    @Test
    void aStatusWordStandsInFrontOfItsSentence() {
        String text = new CauseTexts(Locale.ENGLISH).sentence(failure("none", "IMPORTKEY", OptionalInt.of(0x6F42)));
        assertTrue(text.startsWith("6F42 "), text);
    }

    private static Failure failure(String cause, String command, OptionalInt sw) {
        return new Failure(ProtocolStep.STORE, command, sw, cause, List.of());
    }
}
