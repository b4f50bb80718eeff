package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.reader.pcsc.ScriptedCard.bytes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;

/** T=0 cards behind a pcscd (protocol.md, Commands): what nobody has fetched never reaches the next command. */
@Tag("pcsc")
class T0ReadersTest {
    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(2);

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final CommandApdu WITH_DATA = new CommandApdu(0x80, 0x56, 0, 0, bytes(1, 2), true);

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aHandleBeginsWithAResetBecauseAKilledProgramMayHaveLeftAnAnswer(Provider provider) throws Exception {
        AtomicInteger resetsBefore = new AtomicInteger(-1);
        ScriptedCard[] card = new ScriptedCard[1];
        card[0] = new ScriptedCard(ScriptedCard.T0, apdu -> {
            resetsBefore.compareAndSet(-1, card[0].resets.get());
            return bytes(0x90, 0x00);
        });
        try (Bench bench = new Bench(PCSCD, provider, LIMIT)) {
            bench.plug(card[0]);
            bench.awaitCards(1);
            int powered = card[0].resets.get();
            bench.openAll(1).get(0).transmit(WITH_DATA);
            assertTrue(resetsBefore.get() > powered, resetsBefore + " resets, " + powered + " before the handle");
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void afterAnAnswerThatIsLostTheHandleIsOverAndTheNextOneMeetsAResetCard(Provider provider) throws Exception {
        ScriptedCard card =
                new ScriptedCard(ScriptedCard.T0, apdu -> apdu[1] == 0x56 ? bytes(0x61) : bytes(0x90, 0x00));
        try (Bench bench = new Bench(PCSCD, provider, LIMIT)) {
            bench.plug(card);
            bench.awaitCards(1);
            CardConnection first = bench.readers.open(bench.name(0), Sharing.SHARED);
            assertEquals(Reason.CARD_MUTE, reasonOf(first, WITH_DATA));
            assertEquals(Reason.CARD_MUTE, reasonOf(first, Bench.COMMAND));
            assertEquals(1, card.received.size(), "nothing follows a lost answer");
            first.close();
            int resets = card.resets.get();
            try (CardConnection second = bench.readers.open(bench.name(0), Sharing.SHARED)) {
                assertTrue(card.resets.get() > resets);
                assertEquals(0x9000, second.transmit(Bench.COMMAND).sw());
            }
        }
    }

    private static Reason reasonOf(CardConnection connection, CommandApdu command) {
        return assertThrows(LinkFailure.class, () -> connection.transmit(command))
                .reason();
    }

    @Test
    void aCommandWithoutDataAndAnswerCarriesAP3() throws Exception {
        ScriptedCard card = new ScriptedCard(ScriptedCard.T0, apdu -> bytes(0x90, 0x00));
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.plug(card);
            bench.awaitCards(1);
            bench.openAll(1).get(0).transmit(CommandApdu.of(0x80, 0xF0, 0, 7, false));
            assertArrayEquals(bytes(0x80, 0xF0, 0, 7, 0), card.received.get(0));
        }
    }
}
