package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrack.reader.pcsc.ScriptedCard.bytes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.unit.EiSession;
import org.keyrack.unit.Recognition;
import org.keyrack.unit.Unreadable;
import org.keyrack.unit.Unreadable.Kind;

/** Row 28 of docs/faults.md at its root: what readers and units say of a card that cannot be read, through a pcscd. */
@Tag("pcsc")
class UnreadableCardsTest {
    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(2);

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final byte[] EI = bytes(1, 2, 7, 0x90, 0x00);
    private static final byte[] ABSENT = bytes(0x6A, 0x82);
    private static final byte[] BROKEN = bytes(0x6F, 0x00);

    private static boolean isSelect(byte[] apdu) {
        return apdu[1] == (byte) 0xA4;
    }

    private static Unreadable unreadable(Bench bench) {
        CardFailure failure = assertThrows(CardFailure.class, () -> {
            try (CardConnection connection = bench.readers.open(bench.name(0), Sharing.SHARED)) {
                if (Recognition.of(connection) instanceof Recognition.Ei ei) {
                    ei.session().identity();
                }
            }
        });
        return Unreadable.of(failure);
    }

    private static Unreadable faulty(String command, int sw) {
        return new Unreadable(Kind.FAULTY, Optional.of(command), OptionalInt.of(sw));
    }

    @Test
    void aCardThatAnswers6F00IsFaultyAtSelectAndAtGetData() throws Exception {
        for (boolean select : new boolean[] {true, false}) {
            try (Bench bench = new Bench(PCSCD, LIMIT)) {
                bench.plug(new ScriptedCard(ScriptedCard.T1, apdu -> !select && isSelect(apdu) ? EI : BROKEN));
                bench.awaitCards(1);
                assertEquals(faulty(select ? "SELECT" : "GET DATA", 0x6F00), unreadable(bench));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCardThatNeverAnswersIsSilentAndStaysSo(boolean atSelect) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedCard silent = new ScriptedCard(ScriptedCard.T1, apdu -> {
            if (!atSelect && isSelect(apdu)) {
                return EI;
            }
            ScriptedCard.works(over, 60_000);
            throw new IOException("taken out");
        });
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.plug(silent);
            bench.awaitCards(1);
            assertEquals(Kind.SILENT, unreadable(bench).kind());
            bench.await(
                    "a card that does not answer",
                    snapshot -> snapshot.readers().get(0).card() == Card.MUTE);
            assertEquals(Kind.SILENT, unreadable(bench).kind());
            over.countDown();
        }
    }

    @Test
    void aCardThatAnotherProgramHoldsIsHeldAndReadableOnceItLetsGo() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT);
                PcscReaders other = new PcscReaders()) {
            bench.plug(new ScriptedCard(ScriptedCard.T1, apdu -> isSelect(apdu) ? EI : BROKEN));
            bench.awaitCards(1);
            CardConnection held = other.open(bench.name(0), Sharing.EXCLUSIVE);
            bench.await("a held card", snapshot -> snapshot.readers().get(0).card() == Card.BUSY);
            assertEquals(Kind.HELD, unreadable(bench).kind());
            held.close();
            bench.awaitCards(1);
            try (CardConnection connection = bench.readers.open(bench.name(0), Sharing.SHARED)) {
                EiSession session = assertInstanceOf(Recognition.Ei.class, Recognition.of(connection))
                        .session();
                assertEquals(
                        faulty("GET DATA", 0x6F00), Unreadable.of(assertThrows(CardFailure.class, session::identity)));
            }
        }
    }

    @Test
    void only6A82ToBothAppletsIsAForeignCard() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.plug(new ScriptedCard(ScriptedCard.T1, apdu -> ABSENT));
            bench.awaitCards(1);
            try (CardConnection connection = bench.readers.open(bench.name(0), Sharing.SHARED)) {
                assertInstanceOf(Recognition.Neither.class, Recognition.of(connection));
            }
        }
    }
}
