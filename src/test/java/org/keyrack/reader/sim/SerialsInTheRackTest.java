package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.card.KeySet;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.prepare.ModulePlan;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.SerialNumber;

/** Cards whose maker gave all of them the same key diversification data: no SN is ever in two of them. */
@Tag("rack")
class SerialsInTheRackTest {
    private static final int SET_STATE = 0xF0;
    private static final int STORE_T = 0xDC;
    private static final int DELETE = 0xE4;
    private static final SerialNumber FIRST = SerialNumber.parse("0011223300000001");
    private static final SerialNumber SECOND = SerialNumber.parse("0011223300000002");

    @TempDir
    private Path folder;

    private ModulePlan plan;

    @BeforeEach
    void readPlan() throws Exception {
        plan = Workshop.modulePlan("{ counter: \"00112233\" }");
    }

    private static BlankCard oneOfMany() {
        CardMemory memory = CardMemory.volatileFor(BlankMemory.length());
        try (KeySet keys = KeySet.makersDefault().withVersion(0xFF)) {
            new BlankMemory(memory).make(keys, new Random(7));
        }
        return BlankCards.over(memory, BlankCards.USUAL);
    }

    private static Optional<SerialNumber> sn(PreparationSummary summary, int reader) {
        return summary.cards().get(reader - 1).card().sn();
    }

    @Test
    void snThatAFinishedModuleShowsIsNotGivenToACardThatLooksLikeIt() throws Exception {
        BlankCard first = oneOfMany();
        try (Workshop workshop = new Workshop(folder)) {
            BlankSlots alone = new BlankSlots(first).link(1, BlankSlots.losing(SET_STATE, 2));
            PreparationSummary lost = workshop.prepare(plan, alone, BlankSlots.reader(1));
            assertEquals(1, lost.count(Result.FAILED), "its last answer is lost: " + lost.cards());
            BlankSlots both = new BlankSlots(first, oneOfMany());
            // What is meant for it before anything else is in the ledger: the other may end later.
            try (PreparationSecrets secrets = Workshop.secrets(plan);
                    Preparation seen =
                            workshop.survey(plan, secrets, both, BlankSlots.reader(1), BlankSlots.reader(2))) {
                List<Optional<SerialNumber>> meant =
                        seen.cards().stream().map(card -> card.card().sn()).toList();
                assertEquals(List.of(Optional.of(FIRST), Optional.of(SECOND)), meant);
                assertTrue(workshop.start(seen).end().join().complete());
            }
        }
    }

    @Test
    void ofTwoCardsThatLookAlikeTheOneThatShowsAnSnKeepsIt() throws Exception {
        BlankCard begun = oneOfMany();
        try (Workshop workshop = new Workshop(folder)) {
            assertEquals(Optional.of(FIRST), broken(workshop, begun, STORE_T, 1));
            BlankSlots both = new BlankSlots(oneOfMany(), begun);
            PreparationSummary again = workshop.prepare(plan, both, BlankSlots.reader(1), BlankSlots.reader(2));
            assertEquals(2, again.count(Result.DONE), again.cards().toString());
            assertEquals(Optional.of(SECOND), sn(again, 1));
            assertEquals(Optional.of(FIRST), sn(again, 2));
        }
    }

    /** What a card got whose preparation broke off in it. */
    private Optional<SerialNumber> broken(Workshop workshop, BlankCard card, int ins, int nth) throws Exception {
        BlankSlots alone = new BlankSlots(card).link(1, BlankSlots.losing(ins, nth));
        PreparationSummary broken = workshop.prepare(plan, alone, BlankSlots.reader(1));
        assertEquals(1, broken.count(Result.FAILED), broken.cards().toString());
        return sn(broken, 1);
    }

    private Optional<SerialNumber> finished(Workshop workshop, BlankCard card) throws Exception {
        PreparationSummary whole = workshop.prepare(plan, new BlankSlots(card), BlankSlots.reader(1));
        assertTrue(whole.complete(), whole.cards().toString());
        return sn(whole, 1);
    }

    /** The first one, which is somewhere else, is OPERATIONAL: nobody has heard it say so. */
    @Test
    void snOfAModuleThatMayBeFinishedIsNotGivenToACardThatLooksLikeIt() throws Exception {
        BlankCard first = oneOfMany();
        try (Workshop workshop = new Workshop(folder)) {
            assertEquals(Optional.of(FIRST), broken(workshop, first, SET_STATE, 2));
            assertEquals(Optional.of(SECOND), finished(workshop, oneOfMany()));
            assertEquals(Optional.of(FIRST), finished(workshop, first));
        }
    }

    /** Two cards show one SN, and one of them is OPERATIONAL unheard: the other, in LOADING, never becomes so with it. */
    @Test
    void snThatTwoCardsShowIsGivenToNeitherOnceOneMayBeFinished() throws Exception {
        BlankCard first = oneOfMany();
        try (Workshop workshop = new Workshop(folder)) {
            assertEquals(Optional.of(FIRST), broken(workshop, first, STORE_T, 1));
            assertEquals(Optional.of(FIRST), broken(workshop, oneOfMany(), SET_STATE, 2), "nobody can tell them apart");
            assertEquals(Optional.of(SECOND), finished(workshop, first));
        }
    }

    @Test
    void cardKeepsItsSnWhenItBreaksOffAgainWhileItIsBegunAnew() throws Exception {
        BlankCard card = oneOfMany();
        try (Workshop workshop = new Workshop(folder)) {
            assertEquals(Optional.of(FIRST), broken(workshop, card, SET_STATE, 1));
            assertEquals(Optional.of(FIRST), broken(workshop, card, DELETE, 1));
            assertEquals(Optional.of(FIRST), finished(workshop, card));
        }
    }

    /** A module of another bench, whose ledger this one does not know. */
    @Test
    void snThatAModuleOfAnotherLedgerShowsIsPassedOver() throws Exception {
        BlankCard foreign = BlankCards.usual();
        try (Workshop other = new Workshop(folder.resolve("other"))) {
            BlankSlots broken = new BlankSlots(foreign).link(1, BlankSlots.losing(STORE_T, 1));
            assertEquals(1, other.prepare(plan, broken, BlankSlots.reader(1)).count(Result.FAILED));
        }
        try (Workshop workshop = new Workshop(folder)) {
            BlankSlots both = new BlankSlots(BlankCards.usual(), foreign);
            PreparationSummary summary = workshop.prepare(plan, both, BlankSlots.reader(1), BlankSlots.reader(2));
            assertEquals(Optional.of(SECOND), sn(summary, 1), "the first one is shown by the other card");
        }
    }
}
