package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.card.CardRefusal;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.Refusal;
import org.keyrack.language.Language;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.prepare.PreparationCauses;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.ReaderSnapshot.Service;

class CauseTextsTest {
    private static void assertSentence(String text) {
        assertTrue(text.endsWith(".") && text.length() > 15, text);
        assertFalse(text.contains("{") || text.contains("''"), text);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everythingThatCanGoWrongHasASentence(Language language) {
        CauseTexts texts = new CauseTexts(language.locale());
        for (LinkFailure.Reason reason : LinkFailure.Reason.values()) {
            assertSentence(texts.sentence(failure("link." + reason, "IMPORTKEY", OptionalInt.empty())));
        }
        for (LedgerProblem.Kind kind : LedgerProblem.Kind.values()) {
            LedgerProblem problem = new LedgerProblem(kind, List.of("/here", "such words", "3"));
            assertSentence(texts.sentence(new LedgerUnreadable(problem, null)));
            assertEquals(
                    texts.sentence(new LedgerUnreadable(problem, null)),
                    texts.sentence(new InputException("in English", new LedgerUnreadable(problem, null))));
        }
        for (Service service : Service.values()) {
            assertSentence(texts.sentence(service));
        }
        for (CardRefusal.Reason reason : CardRefusal.Reason.values()) {
            assertSentence(texts.cardSentence(new CardRefusal(reason)));
            assertSentence(texts.sentence(PreparationFailure.of(new CauseId("card." + reason))));
        }
        for (CauseId cause : PreparationCauses.all()) {
            assertSentence(texts.sentence(PreparationFailure.of(cause)));
        }
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            assertSentence(texts.sentence(new Refusal(
                    kind,
                    Optional.of("reader 1"),
                    OptionalInt.of(4),
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
    void anExceptionOfTheLedgerSaysTheEnglishSentenceAndAnyOtherItsOwn() {
        LedgerProblem none = new LedgerProblem(LedgerProblem.Kind.NO_FILE, List.of("/it''s {here}"));
        Exception said = new LedgerUnreadable(none, null);
        assertEquals(said.getMessage() + ".", new CauseTexts(Locale.ENGLISH).sentence(said));
        assertTrue(said.getMessage().contains("/it''s {here}"), said.getMessage());
        assertTrue(
                new CauseTexts(Locale.FRENCH).sentence(said).startsWith("Il n’y a pas de registre à /it''s {here}. "));
        assertEquals("as it is", new CauseTexts(Locale.FRENCH).sentence(new InputException("as it is")));
    }

    @Test
    void aStatusWordStandsInFrontOfItsSentence() {
        String text = new CauseTexts(Locale.ENGLISH).sentence(failure("none", "IMPORTKEY", OptionalInt.of(0x6F42)));
        assertTrue(text.startsWith("6F42 "), text);
    }

    private static Failure failure(String cause, String command, OptionalInt sw) {
        return new Failure(ProtocolStep.STORE, command, sw, new CauseId(cause), List.of());
    }
}
