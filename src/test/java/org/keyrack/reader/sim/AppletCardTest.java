package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.UnitGroup;

/** What a client in another language may send to a simulated card. */
@Tag("rack")
class AppletCardTest {
    private static final String EI = "00A4040008F04B4559524B4549";

    private static AppletCard card() {
        AppletCard card =
                new AppletCard(SimulatedApplet.EI, CardMemory.volatileFor(SimulatedApplet.EI.memoryLength(0)));
        SetKey set = new SetKey(1, Suite.AES_128, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"), 1);
        Factory.personalize(card, new UnitGroup(1, 0x0011223344556677L, set, List.of(), LifeCycleState.OPERATIONAL), 7);
        card.powerOn();
        return card;
    }

    private static String send(SimulatedCard card, String hex) throws IOException {
        byte[] answer = card.transmit(HexFormat.of().parseHex(hex));
        return HexFormat.of().withUpperCase().formatHex(answer);
    }

    @ParameterizedTest
    @CsvSource({
        // SELECT with and without Le, then INITIATE with and without: cases 4, 3, 2 and 1.
        "00A4040008F04B4559524B454900, 0102079000",
        "00A4040008F04B4559524B4549, 0102079000",
        "00A4040008F04B4559524B4153, 6A82",
        "00A4040007A0000000041010, 6A82",
        "00A4040009F04B4559524B454900, 6A82",
        "00A40000023F00, 6A86",
        "8052000000, 6D00",
        "9052000000, 6E00",
        "80, 6700",
        "0102, 6700",
        "805200000000, 6700",
        "80560000000042, 6700",
        "8056000005010203, 6700",
        "80CA020100000000, 6700"
    })
    void answersBeforeAnAppletIsSelected(String command, String answer) throws IOException {
        assertEquals(answer, send(card(), command));
    }

    @ParameterizedTest
    @CsvSource({
        "80CA020100, 00000000000000070701",
        "80CA0201, 00000000000000070701",
        "80520000, 010101BE7ED60000000000000007",
        "8052000000, 010101BE7ED60000000000000007",
        "8052010000, 6A86",
        "8099000000, 6D00",
        "9052000000, 6E00",
        "00A4040007A0000000041010, 6A82",
        "80560000020005, 6700",
        "80CA029900, 6A88",
        "80CA02030200010000, 6700",
        "80CA020300000200 0100, 6700"
    })
    void answersOfASelectedModule(String command, String answer) throws IOException {
        AppletCard card = card();
        assertEquals("0102079000", send(card, EI));
        assertEquals(answer, send(card, command.replace(" ", "")).substring(0, answer.length()));
    }

    @Test
    void longestShortCommandIsOneOfWrongLengthAndNoInternalError() throws IOException {
        AppletCard card = card();
        send(card, EI);
        assertEquals("6700", send(card, "80560000FF" + "00".repeat(255)));
        assertEquals("6700", send(card, "80560000FF" + "00".repeat(255) + "00"));
    }

    @Test
    void withoutPowerThereIsNoAnswer() {
        AppletCard card = card();
        card.powerOff();
        assertThrows(IOException.class, () -> send(card, EI));
    }

    @Test
    void atrOffersT1AndHasItsCheckByte() {
        byte[] atr = card().atr();
        assertArrayEquals(HexFormat.of().parseHex("3B87014B45595241434BCA"), atr);
        byte check = 0;
        for (int i = 1; i < atr.length; i++) {
            check ^= atr[i];
        }
        assertEquals(0, check);
        assertEquals(11, atr.length);
    }

    @Test
    void twoCardsNeverDrawTheSameR() throws IOException {
        AppletCard one = card();
        AppletCard two = card();
        send(one, EI);
        send(two, EI);
        String r = send(one, "8052000000").substring(28, 60);
        assertEquals(32, r.length());
        org.junit.jupiter.api.Assertions.assertNotEquals(
                r, send(two, "8052000000").substring(28, 60));
    }
}
