package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.CardTasks;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.apdu.ApduChannel;

/** Cards that keep the key set of their maker beside the one that PUT KEY adds: it must not go on opening them. */
@Tag("rack")
class KeptMakersKeysTest {
    private static final int DELETE = 0xE4;
    private static final int REFUSED = 0x6985;

    @TempDir
    private Path folder;

    private BlankCard card;
    private CardPlan plan;

    @BeforeEach
    void makeCard() throws Exception {
        card = new BlankCard(new BlankMemory(BlankCards.memory()), BlankCards.USUAL, true);
        card.powerOn();
        plan = Workshop.modulePlan("{ counter: \"00112233\" }");
    }

    private boolean makersOpen() throws Exception {
        card.powerOn();
        try (KeySet makers = KeySet.makersDefault().withVersion(0xFF)) {
            return IssuerDomain.opens(BlankCards.channel(card), makers);
        }
    }

    private void addKeys() throws Exception {
        try (KeySet makers = KeySet.makersDefault();
                KeySet fresh = Workshop.freshKeys();
                CardContents contents =
                        IssuerDomain.select(BlankCards.channel(card)).open(makers)) {
            contents.replaceKeys(fresh, makers);
        }
        assertTrue(makersOpen(), "the card keeps them");
    }

    private PreparationSummary prepare(BlankSlots slots, KeySet issuer) throws Exception {
        try (Workshop workshop = new Workshop(folder);
                PreparationSecrets secrets = Workshop.secrets(plan, issuer)) {
            return workshop.prepare(plan, secrets, slots, BlankSlots.reader(1));
        }
    }

    @Test
    void preparationDeletesThem() throws Exception {
        PreparationSummary done = prepare(new BlankSlots(card), KeySet.makersDefault());
        assertEquals(1, done.count(Result.DONE), done.cards().toString());
        assertFalse(makersOpen());
    }

    /** Whatever keys are said to be on the card: the maker's are known to everybody. */
    @Test
    void preparationFindsThemOnACardThatHasItsKeysAlready() throws Exception {
        addKeys();
        PreparationSummary done = prepare(new BlankSlots(card), Workshop.freshKeys());
        assertEquals(1, done.count(Result.DONE), done.cards().toString());
        assertFalse(makersOpen());
    }

    @Test
    void nothingSecretGoesToACardThatDoesNotDeleteThem() throws Exception {
        BlankSlots refusing = new BlankSlots(card).link(1, BlankSlots.answering(DELETE, 1, REFUSED));
        PreparationSummary failed = prepare(refusing, KeySet.makersDefault());
        assertEquals(
                Optional.of("card.MAKERS_KEYS_STAY"),
                failed.cards().get(0).failure().map(PreparationFailure::cause).map(cause -> cause.id()));
        card.powerOn();
        try (KeySet fresh = Workshop.freshKeys();
                CardContents contents =
                        IssuerDomain.select(BlankCards.channel(card)).open(fresh)) {
            assertTrue(contents.applications().isEmpty(), "not even the applet is installed");
        }
    }

    @Test
    void changeOfKeysDeletesThemAndSaysSoWhenTheCardDoesNot() throws Exception {
        try (KeySet makers = KeySet.makersDefault();
                KeySet fresh = Workshop.freshKeys()) {
            CardTasks tasks = new CardTasks(makers, false);
            ApduChannel refusing = BlankSlots.answering(DELETE, 1, REFUSED).apply(BlankCards.channel(card));
            CardRefusal refusal = assertThrows(CardRefusal.class, () -> tasks.changeKeys(refusing, fresh));
            assertEquals(CardRefusal.Reason.MAKERS_KEYS_STAY, refusal.reason());
            assertTrue(makersOpen());
            assertEquals(Optional.of(0xFF), new CardTasks(makers, true).changeKeys(BlankCards.channel(card), fresh));
            assertTrue(makersOpen(), "only said");
            assertEquals(Optional.of(0xFF), tasks.changeKeys(BlankCards.channel(card), fresh));
            assertFalse(makersOpen());
            assertEquals(Optional.empty(), tasks.changeKeys(BlankCards.channel(card), fresh));
        }
    }
}
