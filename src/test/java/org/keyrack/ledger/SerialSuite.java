package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.PreparationEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;

/** How every ledger keeps each SN once, whatever database it is in. */
abstract class SerialSuite extends OrderSuite {
    private static final Instant AT = Instant.parse("2026-11-30T08:00:00Z");
    private static final Bytes CARD = Bytes.ofHex("00010203040506070809");
    private static final Bytes OTHER_CARD = Bytes.ofHex("00010203040506070899");
    private static final Bytes NO_CARD = Bytes.zero(10);

    private static final HeldTransportKey T = new HeldTransportKey(1, Story.SET);

    private static PreparationEvent started(long preparation) {
        return new PreparationStarted(
                AT, preparation, Role.EI, Optional.of(T), "Plan", Bytes.zero(32), "Ada Operator", 2, true);
    }

    private static PreparedCard card(Bytes card, int n) {
        return new PreparedCard("Reader 1", OptionalInt.of(1), card, Optional.of(Story.sn(n)));
    }

    private static SerialGiven given(long preparation, Bytes card, int n) {
        return new SerialGiven(AT, preparation, card(card, n), false);
    }

    /** To a card that shows it. */
    private static SerialGiven kept(long preparation, Bytes card, int n) {
        return new SerialGiven(AT, preparation, card(card, n), true);
    }

    /** What a card gets again that shows nothing. */
    private static Optional<SerialNumber> unseen(Ledger ledger, Bytes card) {
        return ledger.unfinished(card, Optional.empty());
    }

    private static Optional<SerialNumber> seen(Ledger ledger, int n) {
        return ledger.unfinished(CARD, Optional.of(Story.sn(n)));
    }

    private static StepStarted closing(long preparation, Bytes card, int n) {
        return new StepStarted(AT, preparation, card(card, n), PreparationStep.STATE);
    }

    private static CardEnded done(long preparation, Bytes card, int n) {
        return new CardEnded(AT, preparation, card(card, n), Result.DONE, Optional.empty());
    }

    /** Every event of a preparation that writes beside the lines. */
    static List<DurableEvent> preparation(SerialNumber sn) {
        PreparedCard card = new PreparedCard("Reader 1", OptionalInt.of(1), CARD, Optional.of(sn));
        return List.of(
                started(1),
                new SerialGiven(AT, 1, card, false),
                new StepStarted(AT, 1, card, PreparationStep.STATE),
                new CardEnded(AT, 1, card, Result.DONE, Optional.empty()));
    }

    private static List<SerialNumber> known(Ledger ledger) {
        return IntStream.range(0, 10)
                .mapToObj(Story::sn)
                .filter(ledger::hasSerial)
                .toList();
    }

    @Test
    void anSnIsGivenOnceAcrossBenches() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(1, ledger.nextPreparation());
            ledger.commit(List.of(started(1), given(1, CARD, 1)));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(given(1, OTHER_CARD, 1))));
            assertThrows(
                    ClaimRefused.class, () -> ledger.commit(List.of(given(1, CARD, 1))), "twice in one preparation");
        }
        try (Ledger ledger = Ledger.open(settings("bench-2"))) {
            assertEquals(1, ledger.nextPreparation());
            assertEquals(List.of(Story.sn(1)), known(ledger));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(1), given(1, OTHER_CARD, 1))));
            ledger.commit(List.of(given(1, OTHER_CARD, 2)));
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(2, ledger.nextPreparation());
            assertEquals(2, known(ledger).size());
        }
    }

    @Test
    void anSnOfAModuleThatWasLoadedIsNeverGiven() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
            assertTrue(known(ledger).contains(Story.sn(0)));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(1), given(1, CARD, 0))));
        }
    }

    @Test
    void theHighestSnAndTheLowestThatIsFreeCountWhatWasPreparedAndWhatWasLoaded() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(Optional.empty(), ledger.highestSerial(Story.sn(0), Story.sn(9)));
            assertEquals(Optional.of(Story.sn(0)), ledger.freeSerial(Story.sn(0), Story.sn(9)));
            runBatch(ledger, 1, 2, 1);
            ledger.commit(List.of(started(1), given(1, CARD, 2), given(1, OTHER_CARD, 7)));
            assertEquals(Optional.of(Story.sn(7)), ledger.highestSerial(Story.sn(0), Story.sn(9)));
            assertEquals(Optional.of(Story.sn(2)), ledger.highestSerial(Story.sn(0), Story.sn(6)));
            assertEquals(Optional.empty(), ledger.highestSerial(Story.sn(3), Story.sn(6)));
            assertEquals(Optional.of(Story.sn(3)), ledger.freeSerial(Story.sn(0), Story.sn(9)));
            assertEquals(Optional.of(Story.sn(8)), ledger.freeSerial(Story.sn(7), Story.sn(9)));
            assertEquals(Optional.empty(), ledger.freeSerial(Story.sn(0), Story.sn(2)));
        }
    }

    /** Pages of two tables end at different SNs. */
    @Test
    void theLowestFreeSnIsFoundBehindManyThatAreTaken() throws Exception {
        int many = 2_500;
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openWriter("bench-1")) {
            var serials = handle.prepareBatch(
                    "INSERT INTO serial (sn, card, bench, preparation, stage) VALUES (:sn, '', '', 1, 2)");
            for (int i = 1; i < many; i++) {
                serials.bind("sn", Story.sn(i).hex()).add();
            }
            serials.execute();
            handle.execute(
                    "INSERT INTO module (sn, shelf) VALUES (?, 0)",
                    Story.sn(many + 5).hex());
        } finally {
            database.close();
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(Optional.of(Story.sn(many)), ledger.freeSerial(Story.sn(0), Story.sn(60_000)));
            assertEquals(Optional.of(Story.sn(many + 5)), ledger.highestSerial(Story.sn(0), Story.sn(60_000)));
        }
    }

    @Test
    void aCardThatWasNotFinishedKeepsItsSn() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, CARD, 1)));
            assertEquals(Optional.of(Story.sn(1)), unseen(ledger, CARD));
            assertEquals(Optional.empty(), unseen(ledger, OTHER_CARD));
            ledger.commit(List.of(closing(1, CARD, 1)));
            assertEquals(Optional.of(Story.sn(1)), seen(ledger, 1));
            ledger.commit(List.of(started(2), kept(2, CARD, 1), closing(2, CARD, 1), done(2, CARD, 1)));
            assertEquals(Optional.empty(), unseen(ledger, CARD), "its module is OPERATIONAL now");
            assertEquals(Optional.empty(), seen(ledger, 1), "its module is OPERATIONAL now");
            assertEquals(Map.of(Story.sn(1), T), ledger.transportKeys());
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(3), kept(3, CARD, 1))));
        }
    }

    /** The other card may have it and be OPERATIONAL. */
    @Test
    void snWhoseModuleMayBeOperationalIsGivenToNoCardThatDoesNotShowIt() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, CARD, 1), closing(1, CARD, 1)));
            assertEquals(Optional.empty(), unseen(ledger, CARD));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(2), given(2, CARD, 1))));
        }
    }

    /** Both show it. */
    @Test
    void snThatTwoCardsMayShowIsLostOnceTheModuleOfOneMayBeOperational() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, CARD, 1), started(2), given(2, CARD, 1)));
            assertEquals(Optional.of(Story.sn(1)), seen(ledger, 1), "neither can be OPERATIONAL yet");
            ledger.commit(List.of(started(3), kept(3, CARD, 1), closing(3, CARD, 1)));
            assertEquals(Optional.empty(), seen(ledger, 1));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(4), kept(4, CARD, 1))));
            ledger.commit(List.of(done(4, CARD, 1)));
            assertEquals(Map.of(Story.sn(1), T), ledger.transportKeys(), "a module that shows it is the one");
        }
    }

    @Test
    void onlyThePreparationThatGaveAnSnLastMakesAModuleOfIt() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, CARD, 1)));
            ledger.commit(List.of(started(2), given(2, CARD, 1)));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(closing(1, CARD, 1))));
            ledger.commit(List.of(closing(2, CARD, 1)));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(closing(2, CARD, 1))), "a second time");
        }
    }

    @Test
    void cardsThatCannotBeToldApartGetFreshSns() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, NO_CARD, 1)));
            assertEquals(Optional.empty(), unseen(ledger, NO_CARD));
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(started(2), given(2, NO_CARD, 1))));
        }
    }

    /** The tables beside the lines say the same when they are made anew from them. */
    @Test
    void serialNumbersAreReadFromTheLinesOfAnOlderLedger() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(started(1), given(1, CARD, 1), closing(1, CARD, 1), done(1, CARD, 1)));
            ledger.commit(List.of(given(1, OTHER_CARD, 2), new PreparationEnded(AT, 1, 1, 0, 1, 0)));
            ledger.commit(List.of(started(2), given(2, CARD, 3), started(3), given(3, CARD, 3), closing(3, CARD, 3)));
            ledger.commit(List.of(started(4), given(4, CARD, 4), closing(4, CARD, 4), started(5), kept(5, CARD, 4)));
        }
        rawly("DELETE FROM serial");
        rawly("DELETE FROM preparation");
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openWriter("bench-1")) {
            handle.execute("INSERT INTO catch_up (chain, seq) SELECT DISTINCT bench, 0 FROM event");
        } finally {
            database.close();
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(6, ledger.nextPreparation());
            assertEquals(Optional.of(Story.sn(4)), unseen(ledger, CARD));
            assertEquals(Optional.empty(), seen(ledger, 1));
            assertEquals(Optional.empty(), seen(ledger, 3), "two cards may have it");
            assertEquals(Optional.of(Story.sn(2)), unseen(ledger, OTHER_CARD));
        }
    }
}
